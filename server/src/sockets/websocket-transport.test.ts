import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { DownEvents } from "@duologue/protocol/down";
import { io as connect, type ManagerOptions } from "socket.io-client";
import { expect, type MockInstance, onTestFinished, test, vi } from "vitest";
import type { ChatSocket, EngineConnection } from "./chat-socket.ts";
import { createSocketServer } from "./create-socket-server.ts";

type Stopping = Parameters<DownEvents["server-stopping"]>[0];

/** A client of a server that does nothing else, both ends of its socket, what it has heard and in how many writes. */
async function connected(transports: NonNullable<ManagerOptions["transports"]>) {
  const http = createServer();
  const io = createSocketServer(http, []);
  const writes: MockInstance[] = [];
  http.on("connection", (stream: Socket) =>
    writes.push(vi.spyOn(stream, "_writev"), vi.spyOn(stream, "_write")),
  );
  const written = () => writes.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  const opened = once(io.engine, "connection") as Promise<[EngineConnection]>;
  const accepted = once(io, "connection") as Promise<[ChatSocket]>;
  http.listen(0);
  await once(http, "listening");
  const client = connect(`http://localhost:${(http.address() as AddressInfo).port}`, { transports });
  onTestFinished(async () => {
    client.close();
    await io.close();
    http.close();
  });
  const heard: number[] = [];
  client.on("server-stopping", ({ retryAfter }: Stopping) => heard.push(retryAfter));
  const [[socket], [connection]] = await Promise.all([accepted, opened]);
  const say = (number: number) => socket.emit("server-stopping", { retryAfter: number });
  return { io, socket, connection, client, heard, written, say };
}

test("what a socket is sent in one turn goes out in one write, in order", async () => {
  const { io, client, socket, heard, written, say } = await connected(["websocket"]);
  await vi.waitUntil(() => client.connected);
  await socket.join("everybody");
  const before = written();
  for (const number of [1, 2, 3]) say(number);
  io.to("everybody").emit("server-stopping", { retryAfter: 4 });
  await Promise.resolve();
  say(5);
  await vi.waitUntil(() => heard.length === 5);
  expect(heard).toStrictEqual([1, 2, 3, 4, 5]);
  expect(written() - before).toBe(1);
});

test("the answer to an upgrade and the first frame go out in one write", async () => {
  const { client, written } = await connected(["websocket"]);
  await vi.waitUntil(() => client.connected);
  const forTheNamespace = 1;
  expect(written()).toBe(1 + forTheNamespace);
});

test("a farewell that comes right before the end is heard", async () => {
  const { socket, client, heard, say } = await connected(["websocket"]);
  const closed = new Promise((resolve) => client.once("disconnect", resolve));
  say(1);
  socket.disconnect(true);
  await closed;
  expect(heard).toStrictEqual([1]);
});

test("nothing is lost or turned round on the way from long polling to a WebSocket", async () => {
  const { connection, heard, say } = await connected(["polling", "websocket"]);
  let number = 0;
  const talk = setInterval(() => say(number++), 0);
  await once(connection, "upgrade");
  clearInterval(talk);
  say(number++);
  await vi.waitUntil(() => heard.length === number);
  expect(heard).toStrictEqual(Array.from({ length: number }, (_, index) => index));
});
