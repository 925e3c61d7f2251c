import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { expect, onTestFinished, test } from "vitest";
import { openLog } from "../log.ts";
import { readingQueue } from "./reading-queue.ts";
import { replyToErrors } from "./reply.ts";

/** A server whose answers wait for `let go`, except those to POST and to /free. */
async function slowServer(arrivals: number) {
  const everybody = Promise.withResolvers<void>();
  const eight = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const seen = { arrived: 0, begun: 0 };
  const app = express();
  app.use((request, _response, next) => {
    request.requestId = "request";
    request.session = { id: "session", userId: request.get("x-user") ?? "", expiresAt: Infinity };
    next();
    seen.arrived += 1;
    if (seen.arrived === arrivals) everybody.resolve();
  });
  app.use(readingQueue(), async (request, response) => {
    seen.begun += 1;
    if (seen.begun === 8) eight.resolve();
    if (request.method === "GET" && request.path !== "/free") await gate.promise;
    response.end();
  });
  app.use(replyToErrors(openLog("silent")));
  const server = app.listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const ask = async (user: string, { path = "/", method = "GET" } = {}) => {
    const init = { method, headers: { "X-User": user } };
    return (await fetch(`http://127.0.0.1:${port}${path}`, init)).status;
  };
  return { port, ask, seen, everybody: everybody.promise, eight: eight.promise, letGo: () => gate.resolve() };
}

test("G14 eight reads of one person are under way, sixty-four wait, the others are refused", async () => {
  const { ask, seen, everybody, letGo } = await slowServer(80);
  const answers = Array.from({ length: 80 }, () => ask("mallory"));
  await everybody;
  expect(seen.begun).toBe(8);
  expect(await ask("mallory", { method: "POST" })).toBe(200);
  expect(await ask("alice", { path: "/free" })).toBe(200);
  letGo();
  const statuses = await Promise.all(answers);
  expect(statuses.filter((status) => status === 200)).toHaveLength(72);
  expect(statuses.filter((status) => status === 429)).toHaveLength(8);
});

test("G14 answers of a connection that is gone make room, those behind another on it too", async () => {
  const { port, ask, eight } = await slowServer(8);
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: x\r\nX-User: mallory\r\n\r\n".repeat(8));
  await eight;
  socket.destroy();
  const again = Array.from({ length: 8 }, () => ask("mallory", { path: "/free" }));
  expect(await Promise.all(again)).toEqual(Array(8).fill(200));
});
