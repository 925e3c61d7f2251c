import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Registry } from "prom-client";
import { describe, expect, onTestFinished, test } from "vitest";
import { TestClient } from "../../test/support/test-client.ts";
import { join, type TestDomain, testDomain } from "../../test/support/test-domain.ts";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { AppError } from "../domain/app-error.ts";
import type { Fanout, Session, Sessions } from "../domain/ports.ts";
import { createLocalFanout } from "../fanout/local.ts";
import { openLog } from "../log.ts";
import { attachSockets } from "./attach-sockets.ts";
import { ChatRooms } from "./chat-rooms.ts";
import { createSocketServer } from "./create-socket-server.ts";
import { socketLimits } from "./socket-limits.ts";

const HOUR = 3_600_000;
const SWEEP_MAX = socketLimits.sweepInterval + socketLimits.sweepJitter;

/** Accounts in memory: whoever says "Bearer x" is the user x, until that is no longer so. */
class OpenSessions implements Sessions {
  readonly valid = new Map<string, Session>();
  readonly #listeners = new Set<(sessionId: string) => void>();
  /** what asking comes to, instead of an answer */
  failure: Error | undefined;

  add(userId: string, expiresAt: number): string {
    this.valid.set(userId, { id: `session of ${userId}`, userId, expiresAt });
    return userId;
  }

  async verify(headers: Headers): Promise<Session | undefined> {
    if (this.failure !== undefined) throw this.failure;
    return this.valid.get(headers.get("authorization")?.replace("Bearer ", "") ?? "");
  }

  async stillValid(sessionIds: readonly string[]): Promise<Set<string>> {
    if (this.failure !== undefined) throw this.failure;
    const ids = new Set([...this.valid.values()].map(({ id }) => id));
    return new Set(sessionIds.filter((id) => ids.has(id)));
  }

  onEnded(listener: (sessionId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** as when Redis was away and is back */
  doubt = () => {};

  onDoubt(listener: () => void): () => void {
    this.doubt = listener;
    return () => {};
  }
}

/** The socket side of a server over a domain in memory, whose time passes when it is told to. */
async function socketSide() {
  const clock = new VirtualClock();
  const http = createServer();
  const io = createSocketServer(http, []);
  const log: string[] = [];
  const registry = new Registry();
  const shared = { clock, registry, log: openLog("info", { write: (line) => void log.push(line) }) };
  const fanout: Fanout = createLocalFanout({ rooms: new ChatRooms(io), ...shared });
  const domain = testDomain({ clock, fanout });
  const sessions = new OpenSessions();
  const sockets = attachSockets({
    ...shared,
    io,
    domain,
    sessions,
    webOrigins: [],
    rateLimits: false,
    https: false,
    spendSend: () => Promise.resolve(),
    openBudget: () => ({ spend: () => Promise.resolve(), refund: () => Promise.resolve() }),
    addressOf: () => "127.0.0.1",
    random: domain.random,
  });
  http.listen(0);
  await once(http, "listening");
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const clients: TestClient[] = [];
  const connect = async (userId: string, expiresAt = clock.now() + HOUR) => {
    const client = await TestClient.connect(url, {
      token: sessions.add(userId, expiresAt),
      transports: ["websocket"],
    });
    clients.push(client);
    return client;
  };
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
    await sockets.close();
    http.close();
  });
  return { clock, io, log, registry, domain, sessions, connect };
}

/** Two people who like each other. (The sweep comes again and again: time cannot run until nothing waits.) */
async function matched(domain: TestDomain, one: string, other: string): Promise<string> {
  await join(domain, one, other);
  await domain.people.like(one, other);
  const { answer } = await domain.people.like(other, one);
  if (!answer.matched) throw new Error(`${one} and ${other} like each other and have no match`);
  return answer.match.id;
}

describe("who is let in", () => {
  test("A084 nobody whose id looks like a conversation, or like no id at all", async () => {
    const { domain, connect } = await socketSide();
    const matchId = await matched(domain, "ann", "bob");
    const bob = await connect("bob");
    await bob.accepted("join-conversation", matchId);
    for (const userId of [`match-${matchId}`, "a b", "x".repeat(65)])
      await expect(connect(userId)).rejects.toMatchObject({ problem: { code: "unauthenticated" } });
  });

  test("when sessions cannot be checked, nobody learns more than that, and the log learns why", async () => {
    const { sessions, connect, log } = await socketSide();
    sessions.failure = new AppError("unavailable", "Sessions cannot be checked right now");
    await expect(connect("ann")).rejects.toMatchObject({ problem: { code: "unavailable", retryAfter: 1 } });
    expect(log).toEqual([]);
    sessions.failure = new Error("the secret reason");
    const refused = await connect("ann").catch((error: unknown) => error);
    expect(refused).toMatchObject({ problem: { code: "internal" } });
    expect(JSON.stringify(refused)).not.toContain("secret");
    expect(log.join()).toContain("the secret reason");
  });
});

describe("R5 the rooms of one socket", () => {
  test("so many conversations and no more, those under way included, until it leaves one", async () => {
    const { domain, connect } = await socketSide();
    const max = socketLimits.conversationsPerSocket;
    const matchIds: string[] = [];
    for (let peer = 0; peer <= max; peer += 1) matchIds.push(await matched(domain, "ann", `peer-${peer}`));
    const ann = await connect("ann");
    const acks = await Promise.all(matchIds.map((matchId) => ann.emit("join-conversation", matchId)));
    expect(acks.filter(({ ok }) => ok)).toHaveLength(max);
    expect(acks.at(-1)).toMatchObject({ ok: false, error: { code: "forbidden" } });
    await ann.accepted("join-conversation", matchIds[0] ?? "");
    await ann.accepted("leave-conversation", matchIds[0] ?? "");
    await ann.accepted("join-conversation", matchIds.at(-1) ?? "");
  });
});

describe("G13 the sweep", () => {
  test("ends the sockets whose session is no longer valid, and no others", async () => {
    const { domain, clock, sessions, connect } = await socketSide();
    await join(domain, "ann", "bob");
    const ann = await connect("ann");
    const bob = await connect("bob");
    sessions.valid.delete("ann");
    await clock.advance(SWEEP_MAX);
    expect(await ann.next("session-ended")).toEqual({ code: "unauthenticated" });
    await ann.disconnected;
    expect(await bob.unexpected("session-ended")).toEqual([]);
  });

  test("goes on when sessions cannot be checked, and until then believes what it knew", async () => {
    const { domain, clock, sessions, connect, log, registry } = await socketSide();
    await join(domain, "ann", "bob");
    const ann = await connect("ann", clock.now() + SWEEP_MAX / 2);
    const bob = await connect("bob");
    sessions.failure = new Error("the database is gone");
    await clock.advance(SWEEP_MAX);
    await ann.next("session-ended");
    expect(await bob.unexpected("session-ended")).toEqual([]);
    expect(log.join()).toContain("the database is gone");
    expect(await registry.getSingleMetricAsString("duologue_session_sweep_failures_total")).toMatch(/ [1-9]/);
    sessions.failure = undefined;
    sessions.valid.delete("bob");
    await clock.advance(SWEEP_MAX);
    await bob.next("session-ended");
  });

  test("is soon repeated when it failed, ever later, and then comes as usual", async () => {
    const { domain, clock, sessions, connect, registry } = await socketSide();
    await join(domain, "ann");
    await connect("ann");
    const failed = () => registry.getSingleMetricAsString("duologue_session_sweep_failures_total");
    const { sweepRetry } = socketLimits;
    sessions.failure = new Error("the database is gone");
    await clock.advance(SWEEP_MAX);
    expect(await failed()).toMatch(/ [1-4]$/m);
    await clock.advance(1.5 * 15 * sweepRetry);
    expect(await failed()).toMatch(/ [4-7]$/m);
    sessions.failure = undefined;
    await clock.advance(SWEEP_MAX);
    const then = await failed();
    await clock.advance(3 * SWEEP_MAX);
    expect(await failed()).toBe(then);
  });

  test("F09 begins at once when endings may have been missed", async () => {
    const { domain, sessions, connect } = await socketSide();
    await join(domain, "ann", "bob");
    const ann = await connect("ann");
    const bob = await connect("bob");
    sessions.valid.delete("ann");
    sessions.doubt();
    await ann.next("session-ended");
    await ann.disconnected;
    expect(await bob.unexpected("session-ended")).toEqual([]);
  });
});

test("I12 whoever leaves leaves nothing behind", async () => {
  const { io, domain, clock, connect, registry } = await socketSide();
  const matchId = await matched(domain, "ann", "bob");
  await clock.advance(SWEEP_MAX);
  const waiting = clock.pending;
  const clients = [await connect("ann"), await connect("ann"), await connect("bob")];
  for (const client of clients) await client.accepted("join-conversation", matchId);
  expect(await registry.getSingleMetricAsString("duologue_sockets")).toContain("duologue_sockets 3");
  const { adapter, sockets } = io.of("/");
  expect(adapter.rooms.size).toBe(3);
  const gone = Promise.all([...sockets.values()].map((socket) => once(socket.conn, "close")));
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
  await gone;
  expect(adapter.rooms.size + adapter.sids.size + sockets.size + io.engine.clientsCount).toBe(0);
  expect(await registry.getSingleMetricAsString("duologue_sockets")).toContain("duologue_sockets 0");
  // What is left are the ends of presence and of the WebSockets, which time takes.
  await clock.advance(SWEEP_MAX);
  expect(clock.pending).toBe(waiting);
});

test("R9 a socket keeps nothing of its handshake: neither the request nor what proved the session", async () => {
  const { io, domain, connect } = await socketSide();
  await join(domain, "ann");
  await connect("ann");
  const [socket] = io.of("/").sockets.values();
  expect(socket?.handshake).toMatchObject({ headers: {}, auth: {}, query: {} });
  expect(socket?.request).toBeUndefined();
});
