import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { SeededRandom } from "../../lib/support/seeded-random.ts";
import { Inbox } from "../../server/test/support/inbox.ts";
import { ChaosProxy } from "./chaos-proxy.ts";
import type { Weather } from "./weather.ts";

let server: Server;
let wss: WebSocketServer;
let proxy: ChaosProxy;
/** the server's ends of the WebSockets, in order */
let accepted: Inbox<{ connection: WebSocket }>;
let requests: string[];

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end("x".repeat(5_000));
  });
  wss = new WebSocketServer({ server, perMessageDeflate: false });
  accepted = new Inbox();
  wss.on("connection", (connection) => accepted.put("connection", connection));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  proxy = await ChaosProxy.open({ port, random: new SeededRandom(1) });
});
afterEach(async () => {
  await proxy.close();
  wss.close();
  server.closeAllConnections();
  server.close();
});

/** Both ends of a WebSocket through the proxy, and what the client receives. */
async function webSocket() {
  const client = new WebSocket(proxy.url.replace("http", "ws"));
  const inbox = new Inbox<{ message: string; close: number }>();
  client.on("message", (data: Buffer) => inbox.put("message", data.toString()));
  client.on("error", () => {
    // "close" follows.
  });
  client.on("close", (code) => inbox.put("close", code));
  await once(client, "open");
  return { client, inbox, far: await accepted.next("connection") };
}

const push = (n: number) => `42["new-message",${n}]`;
/** What arrives before a frame that no game is played with. */
async function received(inbox: Inbox<{ message: string; close: number }>): Promise<string[]> {
  const all: string[] = [];
  for (;;) {
    const message = await inbox.next("message");
    if (message === "end") return all;
    all.push(message);
  }
}

async function playedWith(pushes: Partial<Weather["pushes"]>, texts: readonly string[]): Promise<string[]> {
  proxy.set({ pushes: { dropped: 0, doubled: 0, swapped: 0, ...pushes } });
  const { inbox, far } = await webSocket();
  for (const text of [...texts, "end"]) far.send(text);
  return received(inbox);
}

test("passes everything in fair weather, of any size", async () => {
  const long = `42["${"y".repeat(70_000)}"]`;
  const middle = `42["${"y".repeat(300)}"]`;
  expect(await playedWith({}, [push(1), long, middle, push(2)])).toEqual([push(1), long, middle, push(2)]);
  expect((await (await fetch(proxy.url)).text()).length).toBe(5_000);
});

test("loses whole pushes and nothing else", async () => {
  expect(await playedWith({ dropped: 1 }, [push(1), "2", '431["ack"]', push(2)])).toEqual([
    "2",
    '431["ack"]',
  ]);
});

test("doubles whole pushes and nothing else", async () => {
  expect(await playedWith({ doubled: 1 }, ["2", push(1)])).toEqual(["2", push(1), push(1)]);
});

test("swaps neighbours, and keeps back none for ever", async () => {
  const { inbox, far } = await webSocket();
  proxy.set({ pushes: { dropped: 0, doubled: 0, swapped: 1 } });
  for (const n of [1, 2, 3]) far.send(push(n));
  expect([await inbox.next("message"), await inbox.next("message")]).toEqual([push(2), push(1)]);
  expect(await inbox.next("message")).toBe(push(3));
});

test("refuses upgrades, and lets requests pass", async () => {
  proxy.set({ refusesUpgrade: true });
  const client = new WebSocket(proxy.url.replace("http", "ws"));
  const [error]: Error[] = await once(client, "error");
  expect(error?.message).toContain("503");
  expect((await fetch(proxy.url)).status).toBe(200);
});

test("resets after so many bytes, in the middle of an answer", async () => {
  proxy.set({ resetAfter: () => 1_000 });
  await expect(fetch(proxy.url).then((response) => response.text())).rejects.toThrow();
});

test("swallows the answer to a request that arrived", async () => {
  proxy.set({ blackhole: true });
  const giveUp = new AbortController();
  const answer = fetch(`${proxy.url}/lost`, { signal: giveUp.signal });
  await once(server, "request");
  giveUp.abort();
  await expect(answer).rejects.toThrow();
  expect(requests).toEqual(["/lost"]);
});

test("holds what a stalled direction carries until it goes on", async () => {
  const { client, inbox, far } = await webSocket();
  const heard = new Inbox<{ message: string }>();
  far.on("message", (data: Buffer) => heard.put("message", data.toString()));
  proxy.set({ stalled: { up: false, down: true } });
  far.send("held");
  client.send("passes");
  expect(await heard.next("message")).toBe("passes");
  expect(inbox.names).toEqual([]);
  proxy.heal();
  expect(await inbox.next("message")).toBe("held");
});

test("keeps the order of what it delays", async () => {
  proxy.set({ delay: { min: 0, max: 20 } });
  const { inbox, far } = await webSocket();
  const numbers = Array.from({ length: 20 }, (_, n) => push(n));
  for (const text of [...numbers, "end"]) far.send(text);
  expect(await received(inbox)).toEqual(numbers);
});

test("lets a client vanish without the server being told", async () => {
  const { inbox, far } = await webSocket();
  proxy.vanishAll();
  expect(await inbox.next("close")).toBe(1006);
  far.send("into nothing");
  expect(far.readyState).toBe(WebSocket.OPEN);
  expect(proxy.connections).toBe(1);
});

test("resets every connection at once", async () => {
  const { inbox, far } = await webSocket();
  const told = once(far, "close");
  proxy.resetAll();
  expect(await inbox.next("close")).toBe(1006);
  await told;
});
