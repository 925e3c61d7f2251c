import { beforeAll, describe, expect, test } from "vitest";
import { socketLimits } from "../src/sockets/socket-limits.ts";
import { expectAlive } from "./support/expect-alive.ts";
import { RawClient } from "./support/raw-client.ts";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";
import type { TestServer } from "./support/test-server.ts";

const server = sharedServer();
let pair: Awaited<ReturnType<TestServer["signUpPair"]>>;
beforeAll(async () => {
  pair = await server().signUpPair();
});

describe("events that make no sense", () => {
  const names = [
    "join",
    "join-conversation",
    "leave-conversation",
    "send-message",
    "typing",
    "read",
    "delivered",
  ];
  const nonsense: unknown[][] = [
    [],
    [null],
    [true],
    [0],
    ["%00"],
    ["x".repeat(65)],
    [{}],
    [[]],
    [[["deep"]]],
    [{ matchId: { $ne: null }, typing: true, seq: 0 }],
    [{ matchId: "m", seq: -1 }],
    [{ matchId: "m", seq: 1.5 }],
    [{ matchId: "m", seq: 2 ** 53 }],
    [{ matchId: "m", seq: "1" }],
    [{ matchId: "m", typing: "yes" }],
    [{ matchId: "m", content: "x", clientMessageId: "12345678", senderId: "victim" }],
    [{ matchId: "m", content: "\ud800", clientMessageId: "12345678" }],
    [{ matchId: "m", content: "a\u0000b", clientMessageId: "12345678" }],
    [{ matchId: "m", content: "x" }],
    Array.from({ length: 20 }, (_, index) => index),
    [Buffer.from("binary")],
    [{ matchId: Buffer.from("m"), typing: true }],
  ];

  test("A092 each is answered validation_failed, and nothing of it comes back", async () => {
    const { token } = await server().signUp();
    await using client = await TestClient.connect(server().url, { token });
    for (const event of names)
      for (const args of nonsense)
        expect(await client.say(event, ...args)).toMatchObject({
          ok: false,
          error: { code: "validation_failed" },
        });
    expect(
      JSON.stringify(await client.say("typing", { matchId: "m", typing: true, canary: 1 })),
    ).not.toContain("canary");
    await expectAlive(server(), pair);
  });

  test("A096 names that mean something to an emitter are ignored, or close that socket", async () => {
    const alice = await server().signUp();
    for (const name of [
      "connect",
      "connect_error",
      "disconnect",
      "disconnecting",
      "newListener",
      "removeListener",
    ]) {
      await using client = await RawClient.connect(server().url, alice.token);
      client.send(`42["${name}","x"]`);
      await client.closed;
    }
    await using client = await RawClient.connect(server().url, alice.token);
    for (const name of ["error", "__proto__", "constructor", "toString", "hasOwnProperty", "connection", ""])
      client.send(`42${JSON.stringify([name, "x"])}`);
    client.send("42[1]");
    client.send("42");
    client.send("421");
    client.send(`427["join","${alice.id}"]`);
    expect(await client.frame((text) => text.startsWith("43"))).toContain('"ok":true');
    await expectAlive(server(), pair);
  });

  test("A094 ids that are none", async () => {
    const alice = await server().signUp();
    await using client = await RawClient.connect(server().url, alice.token);
    client.send('4299999999999999999999["typing"]');
    expect(await client.frame((text) => text.startsWith("43"))).toContain("validation_failed");
    client.send(`42-1["join","${alice.id}"]`);
    await client.closed;
    await expectAlive(server(), pair);
  });
});

describe("packets that break the protocol close their socket only", () => {
  test.each([
    [
      "A100 placeholder beyond the attachments",
      ['451-["typing",{"_placeholder":true,"num":5}]', Buffer.from("x")],
    ],
    ["A100 negative placeholder", ['451-["typing",{"_placeholder":true,"num":-1}]', Buffer.from("x")]],
    ["A100 fractional placeholder", ['451-["typing",{"_placeholder":true,"num":1.5}]', Buffer.from("x")]],
    [
      "A100 placeholder that names a property",
      ['451-["typing",{"_placeholder":true,"num":"length"}]', Buffer.from("x")],
    ],
    ["A100 attachments without number", ['45-["typing",{}]']],
    ["A100 too many attachments", ['45999-["typing",{}]']],
    ["A100 text instead of the attachment", ['451-["typing",{"_placeholder":true,"num":0}]', '42["typing"]']],
    ["A095 an acknowledgement that nobody asked for", ['43123["x"]']],
    ["A095 an acknowledgement without an id", ['43["x"]']],
    ["A095 binary acknowledgement of nothing", ["461-0[null]"]],
    ["A102 a large packet that sends no message", [`42["typing",[${"[],".repeat(10_000)}0]]`]],
    ["binary out of the blue", [Buffer.from("x")]],
    ["unknown packet type", ["49"]],
    ["A104 a ping from the wrong side", ["2"]],
    ["A104 a probe without an upgrade", ["2probe"]],
    ["A104 an open packet from a client", ['0{"sid":"x"}', "2"]],
    ["JSON that is none", ["42["]],
    ["an object for an event", ['42{"typing":1}']],
  ])("%s", async (_what, frames) => {
    const { token } = await server().signUp();
    await using client = await RawClient.connect(server().url, token);
    for (const frame of frames) client.webSocket.send(frame);
    await client.closed;
    await expectAlive(server(), pair);
  });
});

describe("A099 A102 A107 what is too large", () => {
  const justTooLarge = "x".repeat(socketLimits.packetBytes + 1);

  test("one packet over a WebSocket", async () => {
    const { token } = await server().signUp();
    await using client = await RawClient.connect(server().url, token);
    client.send(`42["join","${justTooLarge}"]`);
    expect(await client.closed).toBe(1009);
    await expectAlive(server(), pair);
  });

  test("one request of long polling", async () => {
    const { token } = await server().signUp();
    await using client = await TestClient.connect(server().url, { token, transports: ["polling"] });
    const path = `/socket.io/?EIO=4&transport=polling&sid=${client.socket.io.engine.id}`;
    expect((await server().fetch(path, { method: "POST", body: justTooLarge })).status).toBe(413);
    await expectAlive(server(), pair);
  });

  test("a frame that only says how large it will be", async () => {
    const { token } = await server().signUp();
    await using client = await RawClient.connect(server().url, token);
    // FIN and text, masked, a length of 64 bits: 100 MB; then nothing.
    client.sendBytes(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0x05, 0xf5, 0xe1, 0x00, 1, 2, 3, 4]));
    expect(await client.closed).toBe(1009);
  });

  test("a message in a million pieces", async () => {
    const { token } = await server().signUp();
    await using client = await RawClient.connect(server().url, token);
    client.webSocket.send("4", { fin: false });
    for (let piece = 0; piece <= socketLimits.packetBytes; piece += 1)
      client.webSocket.send("x", { fin: false });
    expect([1008, 1009]).toContain(await client.closed);
    await expectAlive(server(), pair);
  });

  test("compression is not negotiated", async () => {
    await using client = await RawClient.open(server().url, { perMessageDeflate: true });
    expect(client.webSocket.extensions).toBe("");
  });
});
