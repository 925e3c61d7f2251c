import { EventEmitter } from "node:events";
import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import type { EngineConnection } from "./chat-socket.ts";
import { type CutReason, guardConnection } from "./guard-connection.ts";
import { socketLimits } from "./socket-limits.ts";

class Wire extends EventEmitter {
  bufferedAmount = 0;
  isTerminated = false;
  terminate() {
    this.isTerminated = true;
  }
}

/** An engine connection as far as the guard sees one, and what became of it. */
function guarded({ rateLimits = true, bytes = Number.POSITIVE_INFINITY } = {}) {
  const clock = new VirtualClock();
  const wire = new Wire();
  const cuts: CutReason[] = [];
  const connection = Object.assign(new EventEmitter(), {
    transport: { socket: wire },
    readyState: "open",
    close() {
      connection.readyState = "closed";
      connection.emit("close", "forced close");
    },
  });
  guardConnection(connection as unknown as EngineConnection, {
    clock,
    rateLimits,
    takeBytes: (count) => {
      bytes -= count;
      return bytes >= 0;
    },
    onCut: (reason) => cuts.push(reason),
  });
  return { clock, wire, cuts, connection };
}

describe("what waits for a slow reader", () => {
  const packet = (length: number) => ({ type: "message", data: "x".repeat(length) });

  test("F35 is counted from both sides of the transport, and cut once beyond the cap", () => {
    const { wire, cuts, connection } = guarded({ rateLimits: false });
    wire.bufferedAmount = socketLimits.unsentBytes - 10;
    connection.emit("packetCreate", packet(10));
    expect(cuts).toEqual([]);
    connection.emit("packetCreate", packet(1));
    connection.emit("packetCreate", packet(1));
    expect(cuts).toEqual(["slow_reader"]);
    expect(connection.readyState).toBe("closed");
  });

  test("is nothing once it was read", () => {
    const { cuts, connection } = guarded();
    for (let count = 0; count < 10; count += 1) {
      connection.emit("packetCreate", packet(socketLimits.unsentBytes));
      connection.emit("flush");
    }
    connection.emit("packetCreate", { type: "ping" });
    expect(cuts).toEqual([]);
  });
});

describe("frames", () => {
  test("A104 of every kind are one budget, and one too many ends the connection once", () => {
    const { wire, cuts, connection } = guarded();
    const kinds = [
      () => connection.emit("packet", { type: "pong" }),
      () => wire.emit("ping"),
      () => connection.emit("upgrading"),
    ];
    for (let count = 0; count < socketLimits.frames.burst; count += 1) kinds[count % kinds.length]?.();
    expect(cuts).toEqual([]);
    connection.emit("packet", { type: "pong" });
    connection.emit("packet", { type: "pong" });
    expect(cuts).toEqual(["flood"]);
  });

  test("are not counted against anybody when rates are not limited", () => {
    const { cuts, connection } = guarded({ rateLimits: false });
    for (let count = 0; count < 10 * socketLimits.frames.burst; count += 1)
      connection.emit("packet", { type: "pong" });
    expect(cuts).toEqual([]);
  });

  test("of the WebSocket after an upgrade count too", () => {
    const { cuts, connection } = guarded();
    const wire = new Wire();
    connection.transport = { socket: wire };
    connection.emit("upgrade");
    for (let count = 0; count <= socketLimits.frames.burst; count += 1) wire.emit("ping");
    expect(cuts).toEqual(["flood"]);
  });
});

describe("what is weighed before anybody parses it (G14)", () => {
  const message = (data: string | Buffer) => ({ type: "message", data });

  test("is every packet, in bytes and not in characters", () => {
    const { cuts, connection } = guarded({ bytes: 10 });
    connection.emit("packet", message('2["é"]'));
    connection.emit("packet", { type: "pong", data: "xyz" });
    expect(cuts).toEqual([]);
    connection.emit("packet", { type: "pong", data: "x" });
    expect(cuts).toEqual(["flood"]);
  });

  test("is not limited when rates are not, but what nobody expects ends the connection all the same", () => {
    const { cuts, connection } = guarded({ rateLimits: false, bytes: 0 });
    connection.emit("packet", message('2["x"]'));
    expect(cuts).toEqual([]);
    connection.emit("packet", message("37[]"));
    expect(cuts).toEqual(["unexpected"]);
    expect(connection.readyState).toBe("closed");
  });
});

describe("F24 the end of a connection", () => {
  test("frees the descriptor of a peer that is gone at once", () => {
    const { wire, connection } = guarded();
    connection.emit("close", "ping timeout");
    expect(wire.isTerminated).toBe(true);
  });

  test("waits a little for a peer to agree, and no longer", async () => {
    const { clock, wire, connection } = guarded();
    connection.emit("close", "forced close");
    await clock.advance(socketLimits.closeTimeout - 1);
    expect(wire.isTerminated).toBe(false);
    await clock.advance(1);
    expect(wire.isTerminated).toBe(true);
  });

  test("leaves no timer behind when the peer agrees", () => {
    const { clock, wire, connection } = guarded();
    connection.emit("close", "forced close");
    wire.emit("close");
    expect(clock.pending).toBe(0);
  });
});
