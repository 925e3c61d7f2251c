import { connect } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { socketLimits } from "../src/sockets/socket-limits.ts";
import { expectAlive, metrics } from "./support/expect-alive.ts";
import { limitedServer } from "./support/limited-server.ts";
import { RawClient } from "./support/raw-client.ts";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";
import type { TestServer } from "./support/test-server.ts";

const { events, refusedEvents } = socketLimits;
const server = sharedServer();
let pair: Awaited<ReturnType<TestServer["signUpPair"]>>;
beforeAll(async () => {
  pair = await server().signUpPair();
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
