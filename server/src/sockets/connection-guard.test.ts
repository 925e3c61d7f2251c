import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import type { EngineConnection } from "./chat-socket.ts";
import { ConnectionGuard, type CutReason } from "./connection-guard.ts";
import { socketLimits } from "./socket-limits.ts";
import { TurnEnd } from "./turn-end.ts";
import { type UpgradeRequest, WebSocketTransport } from "./websocket-transport.ts";

class Wire extends EventEmitter {
  readyState = 1;
  isTerminated = false;
  terminate() {
    this.isTerminated = true;
  }
  /** Somebody at the other end sent this. */
  bring(text: string) {
    this.emit("message", Buffer.from(text), false);
  }
}

/** A WebSocket whose stream takes nothing, and the transport over it. */
function overWire() {
  const wire = new Wire();
  const stream = { writableLength: 0, write: (data: Buffer) => (stream.writableLength += data.length) };
  const request = { _query: { EIO: "4" }, socket: stream, websocket: wire as unknown as WebSocket };
  const transport = new WebSocketTransport(request as unknown as UpgradeRequest, new TurnEnd());
  const heard: unknown[] = [];
  transport.on("packet", ({ type }) => heard.push(type));
  return { wire, stream, transport, heard };
}

/** An engine connection as far as the guard sees one, and what became of it. */
function guarded({ rateLimits = true, bytes = Number.POSITIVE_INFINITY, polling = false } = {}) {
  const clock = new VirtualClock();
  const below = overWire();
  const cuts: CutReason[] = [];
  // Long polling's own half minute.
  const poll = Object.assign(new EventEmitter(), { closeTimeout: 30_000 });
  const connection = Object.assign(new EventEmitter(), {
    transport: polling ? poll : below.transport,
    readyState: "open",
    close() {
      connection.readyState = "closed";
      connection.emit("close", "forced close");
    },
  });
  const guard = new ConnectionGuard(connection as unknown as EngineConnection, {
    clock,
    rateLimits,
    takeBytes: (_connection, count) => {
      bytes -= count;
      return bytes >= 0;
    },
    onCut: (reason) => cuts.push(reason),
  });
  guard.begin();
  return { clock, cuts, connection, guard, poll, ...below };
}

const turnEnd = () => new Promise<void>((resolve) => process.nextTick(resolve));

describe("what waits for a slow reader", () => {
  const packet = (length: number) => ({ type: "message", data: "x".repeat(length) });

  test("F35 is counted on both sides of the write, and cut once beyond the cap", async () => {
    const { cuts, connection, transport, stream } = guarded({ rateLimits: false });
    transport.sendFrame(Buffer.alloc(socketLimits.unsentBytes - 10));
    await turnEnd();
    expect(stream.writableLength).toBe(socketLimits.unsentBytes - 10);
    transport.sendFrame(Buffer.alloc(10));
    expect(cuts).toEqual([]);
    transport.sendFrame(Buffer.alloc(1));
    transport.sendFrame(Buffer.alloc(1));
    expect(cuts).toEqual(["slow_reader"]);
    expect(connection.readyState).toBe("closed");
  });

  test("F35 is counted while it waits for the next poll, and nothing once that was answered", () => {
    const { cuts, connection } = guarded({ polling: true });
    for (let count = 0; count < 10; count += 1) {
      connection.emit("packetCreate", packet(socketLimits.unsentBytes));
      connection.emit("flush");
    }
    connection.emit("packetCreate", { type: "ping" });
    expect(cuts).toEqual([]);
    connection.emit("packetCreate", packet(socketLimits.unsentBytes));
    connection.emit("packetCreate", packet(1));
    expect(cuts).toEqual(["slow_reader"]);
  });
});

describe("frames", () => {
  test("A104 of every kind are one budget, and one too many ends the connection once", () => {
    const { cuts, wire } = guarded();
    const kinds = [
      () => wire.bring("3"),
      () => wire.emit("ping"),
      () => wire.emit("pong"),
      () => wire.bring('42["read"]'),
    ];
    for (let count = 0; count < socketLimits.frames.burst; count += 1) kinds[count % kinds.length]?.();
    expect(cuts).toEqual([]);
    wire.bring("3");
    wire.bring("3");
    expect(cuts).toEqual(["flood"]);
  });

  test("are not counted against anybody when rates are not limited", () => {
    const { cuts, wire } = guarded({ rateLimits: false });
    for (let count = 0; count < 10 * socketLimits.frames.burst; count += 1) wire.bring("3");
    expect(cuts).toEqual([]);
  });

  test("of polling and of the WebSocket after it are one budget", () => {
    const { cuts, connection, wire, transport } = guarded({ polling: true });
    for (let count = 0; count < socketLimits.frames.burst / 2; count += 1) {
      connection.emit("packet", { type: "pong" });
      if (count === 0) connection.emit("probing", transport);
      wire.emit("ping");
    }
    connection.emit("upgrade", transport);
    connection.emit("packet", { type: "pong" });
    expect(cuts).toEqual([]);
    wire.emit("ping");
    expect(cuts).toEqual(["flood"]);
  });
});

describe("what is weighed before anybody parses it (G14)", () => {
  test("is every packet, in bytes and not in characters, and nobody gets what is too much", () => {
    const { cuts, wire, heard } = guarded({ bytes: 11 });
    wire.bring('42["é"]');
    wire.bring("3xy");
    expect(heard).toEqual(["message", "pong"]);
    expect(cuts).toEqual([]);
    wire.bring("3");
    expect(cuts).toEqual(["flood"]);
    expect(heard).toHaveLength(2);
  });

  test("is every packet of a poll too", () => {
    const { cuts, connection } = guarded({ bytes: 10, polling: true });
    connection.emit("packet", { type: "message", data: '2["é"]' });
    connection.emit("packet", { type: "pong", data: "xyz" });
    expect(cuts).toEqual([]);
    connection.emit("packet", { type: "pong", data: "x" });
    expect(cuts).toEqual(["flood"]);
  });

  test("is not limited when rates are not, but what nobody expects ends the connection all the same", () => {
    for (const polling of [false, true]) {
      const { cuts, connection, wire } = guarded({ rateLimits: false, bytes: 0, polling });
      const bring = (data: string) =>
        polling ? connection.emit("packet", { type: "message", data }) : wire.bring(`4${data}`);
      bring('2["x"]');
      expect(cuts).toEqual([]);
      bring("37[]");
      expect(cuts).toEqual(["unexpected"]);
      expect(connection.readyState).toBe("closed");
    }
  });
});

describe("F24 the end of a connection", () => {
  test("frees the descriptor of a peer that is gone at once", () => {
    const { wire, guard } = guarded();
    guard.ended("ping timeout");
    expect(wire.isTerminated).toBe(true);
  });

  test("waits a little for a peer to agree, and no longer", async () => {
    const { clock, wire, guard } = guarded();
    guard.ended("forced close");
    await clock.advance(socketLimits.closeTimeout - 1);
    expect(wire.isTerminated).toBe(false);
    await clock.advance(1);
    expect(wire.isTerminated).toBe(true);
  });

  test("A080 does not wait half a minute for one that polls no more", () => {
    expect(guarded({ polling: true }).poll.closeTimeout).toBe(socketLimits.closeTimeout);
  });

  test("leaves no timer behind when the peer agrees", () => {
    const { clock, wire, guard } = guarded();
    guard.ended("forced close");
    wire.emit("close");
    expect(clock.pending).toBe(0);
  });
});
