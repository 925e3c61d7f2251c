import { once } from "node:events";
import { connect } from "node:net";
import type { MessagesPage } from "@duologue/protocol/http";
import { expect, test } from "vitest";
import { beginSending, nextText } from "./support/begin-sending.ts";
import { withToken } from "./support/session-headers.ts";
import { startTestServer } from "./support/test-server.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

test("a request that was begun is finished, and its message kept; nobody new comes in (G15)", async () => {
  await using server = await startTestServer();
  const { alice, bob, matchId } = await server.signUpPair();
  const { socket, finish } = await beginSending({ port: server.port, token: alice.token, matchId });
  const stopped = server.stop();
  await expect(server.fetch("/livez")).rejects.toThrow("fetch failed");
  finish();
  expect(await nextText(socket)).toMatch(/^HTTP\/1\.1 201 /);
  await stopped;
  await using next = await startTestServer({ directory: server.directory });
  const response = await next.fetch(`/api/messages/${matchId}`, { headers: withToken(bob) });
  const { messages } = (await response.json()) as MessagesPage;
  expect(messages.map((message) => message.content)).toEqual(["begun in time"]);
});

test("a request that never ends is cut after its time (G15)", async () => {
  const clock = new VirtualClock();
  await using server = await startTestServer({ overrides: { clock } });
  const alice = await server.signUp();
  await alice.me();
  const { socket } = await beginSending({ port: server.port, token: alice.token, matchId: "any" });
  const closed = once(socket, "close");
  const stopped = server.stop();
  await clock.advance(5_000);
  await stopped;
  await closed;
});

test("a connection that is kept alive does not hold the server", async () => {
  await using server = await startTestServer();
  const socket = connect({ port: server.port, host: "127.0.0.1" });
  socket.write("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "data");
  const closed = once(socket, "close");
  await server.stop();
  await closed;
});

test("stopping twice is stopping once", async () => {
  await using server = await startTestServer();
  await Promise.all([server.stop(), server.stop()]);
});

test("a second server on the same data is refused, and the first goes on (G15)", async () => {
  await using server = await startTestServer();
  await expect(startTestServer({ directory: server.directory })).rejects.toThrow(Error);
  const alice = await server.signUp();
  expect((await alice.me()).id).toBe(alice.id);
});
