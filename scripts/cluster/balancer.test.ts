import { once } from "node:events";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { Balancer } from "./balancer.ts";

/** A node that answers every request with its name, and has a socket for everybody who asks. */
async function startNode(name: string, { isReady = true } = {}): Promise<{ port: number; http: HttpServer }> {
  const http = createServer((request, response) => {
    const status = request.url === "/readyz" && !isReady ? 503 : 200;
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
    });
    request.on("end", () =>
      response
        .writeHead(status, { "x-from": request.headers["x-forwarded-for"] ?? "" })
        .end(`${name} ${length}`),
    );
  });
  const sockets = new Server(http);
  sockets.on("connection", (socket) => socket.emit("node", name));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => void sockets.close());
  return { port: (http.address() as AddressInfo).port, http };
}

async function startBalancer(ports: readonly number[]): Promise<string> {
  const nodes = ports.map((port) => `http://127.0.0.1:${port}`);
  const balancer = await Balancer.open(nodes, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => balancer.close());
  return `http://127.0.0.1:${balancer.port}`;
}

async function connect(
  url: string,
  transports: ("polling" | "websocket")[],
  upgrade = true,
): Promise<string> {
  const socket: Socket = io(url, { transports, upgrade, forceNew: true, reconnection: false });
  onTestFinished(() => void socket.close());
  return new Promise((resolve, reject) => {
    socket.once("node", resolve);
    socket.once("connect_error", reject);
  });
}

test("gives each request to the next node, with its body and the address of who asked", async () => {
  const nodes = [await startNode("a"), await startNode("b"), await startNode("c")];
  const url = await startBalancer(nodes.map(({ port }) => port));
  const answers = [];
  for (let n = 0; n < 6; n += 1) {
    const response = await fetch(`${url}/x`, { method: "POST", body: "x".repeat(100_000) });
    expect(response.headers.get("x-from")).toBe("127.0.0.1");
    answers.push(await response.text());
  }
  expect(answers.toSorted()).toStrictEqual(["a", "a", "b", "b", "c", "c"].map((name) => `${name} 100000`));
});

test("passes a node by that takes no connections, and one that wants no work", async () => {
  const nodes = [
    await startNode("a"),
    await startNode("gone"),
    await startNode("draining", { isReady: false }),
  ];
  const url = await startBalancer(nodes.map(({ port }) => port));
  nodes[1]?.http.close();
  nodes[1]?.http.closeAllConnections();
  const answer = async () => (await fetch(url)).text();
  // The balancer asks about every half second; until then the draining node is used.
  const late = AbortSignal.timeout(10_000);
  let inARow = 0;
  while (inARow < 12 && !late.aborted) inARow = (await answer()) === "a 0" ? inARow + 1 : 0;
  expect(inARow).toBe(12);
});

test("answers 503 when there is no node at all", async () => {
  const { port, http } = await startNode("a");
  const url = await startBalancer([port]);
  http.close();
  http.closeAllConnections();
  expect((await fetch(url)).status).toBe(503);
});

test("F34 lets sockets through, and keeps long polling on the node that began it", async () => {
  const nodes = [await startNode("a"), await startNode("b"), await startNode("c")];
  const url = await startBalancer(nodes.map(({ port }) => port));
  const names = [];
  for (const [transports, upgrade] of [
    [["websocket"], true],
    [["polling"], false],
    [["polling", "websocket"], true],
  ] as const)
    for (let n = 0; n < 3; n += 1) names.push(await connect(url, [...transports], upgrade));
  expect(new Set(names)).toStrictEqual(new Set(["a", "b", "c"]));
});
