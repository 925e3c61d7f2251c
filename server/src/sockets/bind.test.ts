import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { type Socket as ClientSocket, io as connect } from "socket.io-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { AppError } from "../domain/app-error.ts";
import { openLog } from "../log.ts";
import { bind, type Receiver, type Receivers } from "./bind.ts";
import { createSocketServer } from "./create-socket-server.ts";
import { createSocketMetrics } from "./socket-metrics.ts";

type Transports = readonly ("websocket" | "polling")[];

/** A socket behind the door, with receivers of this test's own. */
async function behindTheDoor(
  receivers: Partial<Receivers>,
  transports: Transports,
): Promise<{ client: ClientSocket; log: string[] }> {
  const log: string[] = [];
  const echo: Receiver = async (_socket, argument) => ({ echo: argument });
  const http = createServer();
  const io = createSocketServer(http, []);
  const door = {
    receivers: {
      join: echo,
      "join-conversation": echo,
      "leave-conversation": echo,
      "send-message": echo,
      typing: echo,
      read: echo,
      delivered: echo,
      ...receivers,
    },
    rateLimits: false,
    clock: new VirtualClock(),
    log: openLog("info", { write: (line) => void log.push(line) }),
    metrics: createSocketMetrics(new Registry()),
  };
  io.on("connection", (socket) => bind(socket, door));
  await new Promise<void>((resolve) => http.listen(0, resolve));
  const url = `http://localhost:${(http.address() as AddressInfo).port}`;
  const client = connect(url, { forceNew: true, transports: [...transports] });
  onTestFinished(async () => {
    client.close();
    await io.close();
    http.close();
  });
  return { client, log };
}

const WAYS: [name: string, transports: Transports][] = [
  ["a WebSocket", ["websocket"]],
  ["long polling", ["polling"]],
  ["long polling, then a WebSocket", ["polling", "websocket"]],
];

describe.each(WAYS)("over %s", (_name, transports) => {
  test("answers what the receiver answers, with ok", async () => {
    const { client } = await behindTheDoor({}, transports);
    expect(await client.emitWithAck("read", { any: "thing" })).toEqual({ ok: true, echo: { any: "thing" } });
  });

  test("F61 a receiver that throws, at once or later, is answered and logged, and nobody learns why", async () => {
    const { client, log } = await behindTheDoor(
      {
        read: () => {
          throw new Error("the secret of now");
        },
        delivered: async () => {
          throw new Error("the secret of later");
        },
      },
      transports,
    );
    for (const [name, secret] of [
      ["read", "the secret of now"],
      ["delivered", "the secret of later"],
    ] as const) {
      const answer = await client.emitWithAck(name, {});
      expect(answer).toMatchObject({ ok: false, error: { code: "internal", status: 500 } });
      expect(JSON.stringify(answer)).not.toContain("secret");
      const line = log.find((entry) => entry.includes(secret));
      expect(line).toContain(answer.error.requestId);
      expect(line).toContain(`"event":"${name}"`);
    }
  });

  test("F61 an answer that cannot be sent becomes an error that can", async () => {
    const circle: { self?: object } = {};
    circle.self = circle;
    const { client } = await behindTheDoor({ read: async () => circle }, transports);
    expect(await client.emitWithAck("read", {})).toMatchObject({ ok: false, error: { code: "internal" } });
  });

  test("an AppError is answered by its code, and says when to come back", async () => {
    const { client, log } = await behindTheDoor(
      {
        read: async () => {
          throw new AppError("rate_limited", "Later, please", { retryAfter: 2.5 });
        },
      },
      transports,
    );
    expect(await client.emitWithAck("read", {})).toMatchObject({
      ok: false,
      error: { code: "rate_limited", detail: "Later, please", retryAfter: 3 },
    });
    expect(log).toEqual([]);
  });

  test("A092 an event takes one argument", async () => {
    const { client } = await behindTheDoor({}, transports);
    expect(await client.emitWithAck("read", 1, 2)).toMatchObject({ error: { code: "validation_failed" } });
    expect(await client.emitWithAck("read")).toEqual({ ok: true });
  });

  test("A093 works without an acknowledgement, and takes nothing for one that is none", async () => {
    const heard: unknown[] = [];
    const { client } = await behindTheDoor(
      {
        read: async (_socket, argument) => {
          heard.push(argument);
          return {};
        },
      },
      transports,
    );
    client.emit("read", 1);
    client.emit("read", "not a function");
    await client.emitWithAck("read", 2);
    expect(heard).toEqual([1, "not a function", 2]);
  });

  test("A096 what is no event of ours is ignored, whatever its name means to an emitter", async () => {
    const { client } = await behindTheDoor({}, transports);
    for (const name of ["error", "__proto__", "constructor", "toString", "hasOwnProperty", "new-message"])
      client.emit(name, "x");
    expect(await client.emitWithAck("read", "alive")).toEqual({ ok: true, echo: "alive" });
  });
});
