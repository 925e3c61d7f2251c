import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { afterEach, describe, expect, test } from "vitest";
import type { ChatSocket, SocketHandlers } from "./chat-ports.ts";
import { openBrowserSocket } from "./socket.ts";
import { SeededRandom } from "./support/seeded-random.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Everything that happens, in order; `next` answers what has not been asked for yet, or waits for it. */
class Events {
  private readonly happened: string[] = [];
  private waiting: (() => void) | undefined;

  add(what: string): void {
    this.happened.push(what);
    this.waiting?.();
  }

  async next(): Promise<string> {
    while (this.happened.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.waiting = resolve;
      await promise;
    }
    return this.happened.shift() ?? "";
  }
}

interface Refusing {
  code: string | undefined;
}

async function started(refusing: Refusing = { code: undefined }) {
  const http = createServer();
  const io = new Server(http);
  const events = new Events();
  const sockets: Socket[] = [];
  io.use((_, next) => {
    const { code } = refusing;
    next(code === undefined ? undefined : Object.assign(new Error(code), { data: { code } }));
  });
  io.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("join", (userId, ack) => ack({ ok: true, userId }));
    socket.on("typing", () => {});
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  closing.push(() => io.close());
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { url, io, events, sockets };
}

function opened({ url, events }: { url: string; events: Events }, change: Partial<SocketHandlers> = {}) {
  const clock = new VirtualClock();
  const handlers: SocketHandlers = {
    connected: () => events.add("connected"),
    disconnected: () => events.add("disconnected"),
    ended: (code) => events.add(`ended ${code}`),
    loadFailed: () => events.add("load failed"),
    received: (name) => events.add(name),
    ...change,
  };
  const socket: ChatSocket = openBrowserSocket({ url, handlers, clock, random: new SeededRandom(1) });
  closing.push(() => socket.close());
  return { socket, clock };
}

describe("the socket", () => {
  test("connects by WebSocket, asks and is answered", async () => {
    const server = await started();
    const { socket } = opened(server);
    expect(await server.events.next()).toBe("connected");
    expect(server.sockets[0]?.conn.transport.name).toBe("websocket");
    expect(await socket.emit("join", "ann")).toEqual({ ok: true, userId: "ann" });
  });

  test("F34 connects by polling where WebSocket is blocked", async () => {
    const server = await started();
    server.io.engine.opts.transports = ["polling"];
    opened(server);
    expect(await server.events.next()).toBe("connected");
    expect(server.sockets[0]?.conn.transport.name).toBe("polling");
  });

  test("hears every event of the contract", async () => {
    const server = await started();
    opened(server);
    await server.events.next();
    for (const name of ["new-message", "receipt", "presence", "typing"]) server.sockets[0]?.emit(name, {});
    for (const name of ["new-message", "receipt", "presence", "typing"])
      expect(await server.events.next()).toBe(name);
  });

  test("says nothing later that was said without a connection", async () => {
    const server = await started({ code: "unavailable" });
    const { socket } = opened(server);
    expect(await socket.emit("typing", { matchId: "match-1", typing: true })).toBeUndefined();
  });

  test("answers nothing when the connection ends before the answer, and rejects nothing", async () => {
    const server = await started();
    const { socket } = opened(server);
    await server.events.next();
    const answer = socket.emit("typing", { matchId: "match-1", typing: true });
    server.sockets[0]?.conn.close();
    expect(await answer).toBeUndefined();
  });

  test("G13 ends with its session and does not come back", async () => {
    const server = await started();
    const { clock, socket } = opened(server);
    await server.events.next();
    server.sockets[0]?.emit("session-ended", { code: "unauthenticated" });
    const heard = [await server.events.next(), await server.events.next(), await server.events.next()];
    expect(heard).toEqual(["session-ended", "disconnected", "ended unauthenticated"]);
    socket.hurry();
    expect(clock.pending).toBe(0);
  });

  test("that is refused for want of a session ends", async () => {
    const server = await started({ code: "unauthenticated" });
    opened(server);
    expect([await server.events.next(), await server.events.next()]).toEqual([
      "disconnected",
      "ended unauthenticated",
    ]);
  });

  test("that is refused for now comes back after a back-off", async () => {
    const refusing: Refusing = { code: "rate_limited" };
    const server = await started(refusing);
    const { clock } = opened(server);
    const { promise: refused, resolve } = Promise.withResolvers<void>();
    server.io.engine.once("connection", (connection) => connection.once("close", resolve));
    await refused;
    refusing.code = undefined;
    await clock.advance(2_000);
    expect(await server.events.next()).toBe("connected");
  });

  test("F36 stays away for as long as a stopping server says, however much it is hurried", async () => {
    const server = await started();
    const { clock, socket } = opened(server);
    await server.events.next();
    server.sockets[0]?.emit("server-stopping", { retryAfter: 7_000 });
    expect([await server.events.next(), await server.events.next()]).toEqual([
      "server-stopping",
      "disconnected",
    ]);
    socket.hurry();
    await clock.advance(6_999);
    // Another one connects meanwhile, so a connection that was begun before would be there by now.
    const other = new Events();
    opened({ url: server.url, events: other });
    await other.next();
    expect(server.sockets.length).toBe(2);
    await clock.advance(1);
    expect(await server.events.next()).toBe("connected");
  });

  test("comes back when the server cut it", async () => {
    const server = await started();
    const { clock } = opened(server);
    await server.events.next();
    server.sockets[0]?.disconnect(true);
    expect(await server.events.next()).toBe("disconnected");
    await clock.advance(2_000);
    expect(await server.events.next()).toBe("connected");
  });

  test("does not wait for its back-off when it is hurried", async () => {
    const server = await started();
    const { socket } = opened(server);
    await server.events.next();
    server.sockets[0]?.disconnect(true);
    await server.events.next();
    socket.hurry();
    expect(await server.events.next()).toBe("connected");
  });
});
