import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { clientAddress } from "./client-address.ts";
import { ConnectionCap } from "./connection-cap.ts";

const MAX = 3;

/** A server that lets so many in, answers `ok` when `let go`, and takes every upgrade. */
async function cappedServer(trustedProxies: readonly string[] = []) {
  let refusals = 0;
  const onRefused = () => {
    refusals += 1;
  };
  const addressOf = clientAddress(trustedProxies);
  const cap = new ConnectionCap({ trustedProxies, addressOf, onRefused, max: MAX });
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    try {
      cap.admit(request, response);
      waiting.push(response);
    } catch {
      response.writeHead(429).end();
    }
  });
  server.on("upgrade", (_request, socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
  cap.watch(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const open = async () => {
    const arrival = once(server, "connection");
    const socket = connect(port, "127.0.0.1");
    sockets.push(socket);
    // What is reset says so before it closes.
    socket.on("error", () => undefined);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const [there] = await arrival;
    return { socket, closed, there: there as Socket };
  };
  return { port, open, refusals: () => refusals, waiting };
}

test("G14 an address has so many connections; the next is reset, until one of them has gone", async () => {
  const { open, refusals } = await cappedServer();
  const held = [await open(), await open(), await open()] as const;
  await (await open()).closed;
  expect(refusals()).toBe(1);
  for (const { there } of held) expect(there.destroyed).toBe(false);

  held[0].socket.destroy();
  await once(held[0].there, "close");
  expect((await open()).there.destroyed).toBe(false);
});

test("a connection with a WebSocket is not counted: sockets have caps of their own", async () => {
  const { open } = await cappedServer();
  for (let n = 0; n < MAX + 1; n += 1) {
    const { socket } = await open();
    socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    expect(String((await once(socket, "data"))[0])).toContain("101");
  }
  expect((await open()).there.destroyed).toBe(false);
});

test("behind a trusted proxy each client has so many requests at once, and the proxy any number", async () => {
  const { port, waiting, refusals } = await cappedServer(["127.0.0.1"]);
  const ask = (client: string) =>
    fetch(`http://127.0.0.1:${port}`, { headers: { "X-Forwarded-For": client } }).then(
      ({ status }) => status,
    );
  const letGo = () => {
    for (const response of waiting.splice(0)) response.end("ok");
  };
  const first = Array.from({ length: MAX }, () => ask("198.51.100.7"));
  await expect.poll(() => waiting.length).toBe(MAX);
  expect(await ask("198.51.100.7")).toBe(429);
  expect(refusals()).toBe(1);
  const others = [ask("198.51.100.8"), ask("198.51.100.9")];
  await expect.poll(() => waiting.length).toBe(MAX + 2);
  letGo();
  expect(await Promise.all([...first, ...others])).toEqual(Array(MAX + 2).fill(200));
  const again = ask("198.51.100.7");
  await expect.poll(() => waiting.length).toBe(1);
  letGo();
  expect(await again).toBe(200);
});
