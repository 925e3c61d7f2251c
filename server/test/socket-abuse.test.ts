import { connect } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { socketLimits } from "../src/sockets/socket-limits.ts";
import { limitedServer } from "./support/limited-server.ts";
import type { Person } from "./support/person.ts";
import { RawClient } from "./support/raw-client.ts";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";
import type { TestServer } from "./support/test-server.ts";

const { events, refusedEvents } = socketLimits;

interface Pair {
  alice: Person;
  bob: Person;
  matchId: string;
}

/** A pair that has nothing to do with the attack goes on as before, and nothing that was unforeseen happened (R10). */
async function expectAlive(attacked: TestServer, { alice, bob, matchId }: Pair): Promise<void> {
  await using a = await TestClient.connect(attacked.url, { token: alice.token });
  await a.accepted("join-conversation", matchId);
  const sent = await bob.send(matchId, "still here");
  expect(await a.next("new-message")).toEqual(sent);
  expect(attacked.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}

const server = sharedServer();
let pair: Pair;
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

/** A connection that polls, without a session. */
async function poll({ url }: TestServer): Promise<string> {
  const answer = await (await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).text();
  return `&sid=${JSON.parse(answer.slice(1)).sid}`;
}

describe("a WebSocket that names a connection", () => {
  test("A079 A104 never takes the place of another WebSocket, before a session and after", async () => {
    const { token } = await server().signUp();
    await using client = await RawClient.open(server().url);
    const { sid } = JSON.parse((await client.frame((text) => text.startsWith("0{"))).slice(1));
    const takeOver = () => RawClient.open(server().url, { query: `&sid=${sid}` });
    await expect(takeOver()).rejects.toThrow("400");
    client.send(`40${JSON.stringify({ token })}`);
    await client.frame((text) => text.startsWith("40{"));
    await expect(takeOver()).rejects.toThrow("400");
    client.send('420["join",1]');
    await client.frame((text) => text.startsWith("430"));
    await expectAlive(server(), pair);
  });

  test("A079 tries once to take the place of polling", async () => {
    const query = await poll(server());
    await using probing = await RawClient.open(server().url, { query });
    await expect(RawClient.open(server().url, { query })).rejects.toThrow("400");
    probing.send("nonsense");
    await probing.closed;
    await expect(RawClient.open(server().url, { query })).rejects.toThrow("400");
    await expect(RawClient.open(server().url, { query: `${query}&transport=polling` })).rejects.toThrow(
      "400",
    );
  });

  test("A104 is guarded from its first frame on", async () => {
    await using crowd = await limitedServer();
    await using probing = await RawClient.open(crowd.server.url, { query: await poll(crowd.server) });
    probing.send("2probe");
    await probing.frame((text) => text === "3probe");
    for (let count = 0; count <= socketLimits.frames.burst; count += 1) probing.webSocket.ping();
    await probing.closed;
    expect(await metrics(crowd.server)).toContain('duologue_socket_cuts_total{reason="flood"} 1');
    await expectAlive(crowd.server, crowd);
  });
});

test("A019 bytes that are no UTF-8 are refused over long polling too, and nothing is stored", async () => {
  const { alice, matchId } = await server().signUpPair();
  await using client = await TestClient.connect(server().url, {
    token: alice.token,
    transports: ["polling"],
  });
  const path = `/socket.io/?EIO=4&transport=polling&sid=${client.socket.io.engine.id}`;
  const [before, after] = [
    `42["send-message",{"matchId":"${matchId}","content":"A`,
    '","clientMessageId":"12345678"}]',
  ];
  for (const wrong of [
    [0xc3, 0x28],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x9f, 0x98],
  ]) {
    const body = Buffer.concat([Buffer.from(before), Buffer.from(wrong), Buffer.from(after)]);
    expect((await server().fetch(path, { method: "POST", body })).status).toBe(400);
    // Nor does it matter to whom it is addressed.
    expect((await server().fetch(`${path}x`, { method: "POST", body })).status).toBe(400);
  }
  const { messages } = await alice.get<{ messages: unknown[] }>(`/api/messages/${matchId}`);
  expect(messages).toEqual([]);
});

describe("A106 floods", () => {
  test("events beyond the burst are refused with a code, and those before them were heard", async () => {
    await using crowd = await limitedServer();
    const { server, mallory } = crowd;
    await using client = await RawClient.connect(server.url, mallory.token);
    for (let id = 1; id <= events.burst + 1; id += 1) client.send(`42${id}["join","${mallory.id}"]`);
    const acks: string[] = [];
    while (acks.length <= events.burst) acks.push(await client.frame((text) => text.startsWith("43")));
    expect(acks.filter((text) => text.includes('"ok":true'))).toHaveLength(events.burst);
    const refusal = acks.find((text) => text.startsWith(`43${events.burst + 1}[`));
    expect(refusal).toContain('"code":"rate_limited"');
    expect(refusal).toContain('"retryAfter":1');
  });

  test("who goes on regardless is cut, after one last refusal", async () => {
    await using crowd = await limitedServer();
    const { server, mallory } = crowd;
    await using client = await RawClient.connect(server.url, mallory.token);
    for (let id = 1; id <= events.burst + refusedEvents.burst + 5; id += 1)
      client.send(`42${id}["join","${mallory.id}"]`);
    await client.closed;
    const refusals = client.inbox.peek("frame").filter((text) => text.includes('"rate_limited"'));
    expect(refusals).toHaveLength(refusedEvents.burst + 1);
    await expectAlive(server, crowd);
  });

  test("one budget of messages for socket and HTTP together", async () => {
    await using crowd = await limitedServer();
    const { server, matchId, alice } = crowd;
    await using one = await TestClient.connect(server.url, { token: alice.token });
    await using two = await TestClient.connect(server.url, { token: alice.token });
    const sends = Array.from({ length: 60 }, (_, index) => {
      const clientMessageId = `message-${index}`;
      const client = index % 2 === 0 ? one : two;
      return client.emit("send-message", { matchId, content: "x", clientMessageId });
    });
    expect(await Promise.all(sends)).toContainEqual(expect.objectContaining({ ok: false }));
    const byHttp = await alice.request("POST", `/api/messages/${matchId}`, { content: "x" });
    expect(byHttp.status).toBe(429);
  });

  test.each([
    ["A104 pings of the WebSocket", (client: RawClient) => client.webSocket.ping()],
    ["A104 pongs that nobody asked for", (client: RawClient) => client.send("3")],
    ["A078 namespaces", (client: RawClient, count: number) => client.send(`40/${count},{}`)],
    ["A106 events", (client: RawClient, count: number) => client.send(`42["${count}"]`)],
  ])("%s by the thousand end the connection", async (_what, attack) => {
    await using crowd = await limitedServer();
    const { server, mallory } = crowd;
    await using client = await RawClient.connect(server.url, mallory.token);
    for (let count = 0; count < 5_000; count += 1) attack(client, count);
    await client.closed;
    await expectAlive(server, crowd);
  });

  test("A102 large messages over several sockets are one budget, and others go on (G14)", async () => {
    await using crowd = await limitedServer();
    const { server, mallory } = crowd;
    const clients = await Promise.all([1, 2].map(() => RawClient.connect(server.url, mallory.token)));
    await using _one = clients[0];
    await using _two = clients[1];
    const frame = `42["send-message",[${"[],".repeat(20_000)}0]]`;
    // Each socket stays well below what it may send by itself.
    const half = Math.ceil(socketLimits.inboundBytes.burst / frame.length / 2) + 1;
    for (let count = 0; count < half; count += 1) for (const client of clients) client.send(frame);
    await Promise.race(clients.map(({ closed }) => closed));
    // What the other one had sent by then may be too much as well.
    expect(await metrics(server)).toMatch(/duologue_socket_cuts_total\{reason="flood"\} [12]/);
    await expectAlive(server, crowd);
  });

  test("thousands of packets in one request of long polling", async () => {
    await using crowd = await limitedServer();
    const { server, mallory } = crowd;
    await using client = await TestClient.connect(server.url, {
      token: mallory.token,
      transports: ["polling"],
    });
    const path = `/socket.io/?EIO=4&transport=polling&sid=${client.socket.io.engine.id}`;
    const body = Array.from({ length: 8_000 }, () => '42["x"]').join("\u001e");
    // The connection goes while the request is being answered: both ends of that are right.
    await server.fetch(path, { method: "POST", body }).catch(() => undefined);
    await client.disconnected;
    await expectAlive(server, crowd);
  });
});

describe("peers that do not behave", () => {
  test("F35 who does not read is cut once too much waits, and only they", async () => {
    const { alice, bob, matchId } = await server().signUpPair();
    await using slow = await RawClient.connect(server().url, alice.token);
    slow.send(`42["join-conversation","${matchId}"]`);
    await using reader = await TestClient.connect(server().url, { token: bob.token });
    await reader.accepted("join-conversation", matchId);
    slow.webSocket.pause();
    const content = "x".repeat(4_000);
    const cuts = async () =>
      /duologue_socket_cuts_total\{reason="slow_reader"\} 1/.test(await metrics(server()));
    let sent = 0;
    while (!(await cuts())) {
      const batch = Array.from({ length: 100 }, (_, index) =>
        reader.accepted("send-message", { matchId, content, clientMessageId: `message-${sent + index}` }),
      );
      sent += (await Promise.all(batch)).length;
      for (const _ of batch) await reader.next("new-message");
    }
    slow.webSocket.resume();
    await slow.closed;
    await reader.accepted("join", bob.id);
  });

  test.each([
    ["that is let in", "/socket.io/?EIO=4&transport=websocket", "http://localhost:3000"],
    ["that is refused", "/socket.io/?EIO=4&transport=websocket", "http://evil.example"],
    ["to nowhere", "/elsewhere", "http://localhost:3000"],
  ])("a connection that is reset in the middle of an upgrade %s", async (_what, path, origin) => {
    const head = [
      `GET ${path} HTTP/1.1`,
      "Host: localhost",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      `Origin: ${origin}`,
    ].join("\r\n");
    for (let count = 0; count < 20; count += 1) {
      const socket = connect({ port: server().port, host: "127.0.0.1" });
      await new Promise((resolve) => socket.once("connect", resolve));
      await new Promise((resolve) => socket.write(`${head}\r\n\r\n`, resolve));
      socket.resetAndDestroy();
    }
    await expectAlive(server(), pair);
  });
});

async function metrics(server: TestServer): Promise<string> {
  return (await server.fetch("/metrics")).text();
}
