import type { Down, DownEvent } from "@duologue/protocol/down";
import { errors } from "@duologue/protocol/errors";
import type { Ack, UpArgument, UpEvent } from "@duologue/protocol/up";
import type { ChatApi, ChatSocket, OpenSocket, SocketHandlers } from "../chat-ports.ts";
import type { Failure, Outcome } from "../outcome.ts";
import { type LogServer, Refusal } from "./log-server.ts";
import type { SeededRandom } from "./seeded-random.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** What a network does to what passes through it; probabilities, and milliseconds. */
export interface LinkFaults {
  /** a request does not arrive, or its answer does not (F23) */
  lostCalls: number;
  lostPushes: number;
  doubledPushes: number;
  /** most that anything takes one way; pushes overtake each other (F42) */
  delay: number;
}

export const SOUND: LinkFaults = { lostCalls: 0, lostPushes: 0, doubledPushes: 0, delay: 0 };

const CUT: Failure = { ok: false, code: "network", detail: "cut", retry: true, retryAfter: undefined };

interface Connection {
  userId: string;
  handlers: SocketHandlers;
  rooms: Set<string>;
  open: boolean;
}

/** The network between the server and all browsers of a test. */
export class LossyLink {
  faults: LinkFaults = SOUND;
  /** users whose devices have no network */
  readonly dead = new Set<string>();
  private readonly server: LogServer;
  private readonly clock: VirtualClock;
  private readonly random: SeededRandom;
  private readonly connections = new Set<Connection>();

  constructor({ server, clock, random }: { server: LogServer; clock: VirtualClock; random: SeededRandom }) {
    this.server = server;
    this.clock = clock;
    this.random = random;
    server.hint = (to, name, payload) => this.push(to, name, payload);
  }

  get openConnections(): number {
    return this.connections.size;
  }

  api(userId: string): ChatApi {
    const call = <T>(act: () => T) => this.call(userId, act);
    const { server } = this;
    return {
      me: () => call(() => server.me(userId)),
      updateMe: (change) => call(() => server.updateMe(userId, change)),
      matches: (query) => call(() => server.matches(userId, query)),
      match: (matchId) => call(() => server.one(userId, matchId)),
      endMatch: (matchId) => call(() => server.end(userId, matchId)),
      messages: (matchId, query) => call(() => server.page(userId, matchId, query)),
      events: (matchId, query) => call(() => server.events(userId, matchId, query)),
      send: (matchId, message) => call(() => server.send(userId, matchId, message)),
      read: (matchId, seq) => call(() => server.read(userId, matchId, seq)),
      sync: (since) => call(() => server.sync(userId, since)),
      signOut: () => call(() => void server.signedOut.add(userId)),
    };
  }

  openSocket(userId: string): OpenSocket {
    return (handlers) => {
      const connection: Connection = { userId, handlers, rooms: new Set(), open: false };
      let closed = false;
      const connect = () => {
        if (closed || connection.open || this.dead.has(userId)) return;
        connection.open = true;
        this.connections.add(connection);
        handlers.connected();
      };
      const again = () => {
        connect();
        if (!closed) this.clock.after(2_000 + this.random.below(2_000), again);
      };
      this.clock.after(10, again);
      return {
        emit: (name, argument) => this.emit(connection, name, argument),
        hurry: connect,
        close: () => {
          closed = true;
          connection.open = false;
          this.connections.delete(connection);
        },
      } satisfies ChatSocket;
    };
  }

  /** Cuts all connections of a person; what was under way on them is gone. */
  cut(userId: string): void {
    for (const connection of this.connections) {
      if (connection.userId !== userId) continue;
      this.connections.delete(connection);
      connection.open = false;
      connection.rooms.clear();
      connection.handlers.disconnected();
    }
  }

  private async call<T>(userId: string, act: () => T): Promise<Outcome<T>> {
    await this.travel();
    if (this.dead.has(userId) || this.random.chance(this.faults.lostCalls / 2)) return CUT;
    const outcome = answered(act);
    await this.travel();
    if (this.dead.has(userId) || this.random.chance(this.faults.lostCalls / 2)) return CUT;
    return outcome;
  }

  private async emit<Name extends UpEvent>(
    connection: Connection,
    name: Name,
    argument: UpArgument<Name>,
  ): Promise<Ack<Name> | undefined> {
    await this.travel();
    if (!connection.open || this.random.chance(this.faults.lostCalls)) return undefined;
    const reply = this.obey(connection, name, argument);
    await this.travel();
    return connection.open ? (reply as Ack<Name>) : undefined;
  }

  private obey(connection: Connection, name: UpEvent, argument: UpArgument<UpEvent>): object | undefined {
    const { userId, rooms } = connection;
    const matchId = typeof argument === "string" ? argument : argument.matchId;
    if (name === "join")
      return matchId === userId ? { ok: true } : { ok: false, error: { code: "forbidden" } };
    const outcome = answered(() => this.server.of(userId, matchId));
    if (!outcome.ok) return { ok: false, error: { code: outcome.code } };
    if (name === "join-conversation") rooms.add(matchId);
    if (name === "leave-conversation") rooms.delete(matchId);
    if (typeof argument === "object" && "seq" in argument && name === "delivered")
      this.server.deliver(userId, matchId, argument.seq);
    if (typeof argument === "object" && "typing" in argument)
      this.push({ matchId }, "typing", { matchId, userId, typing: argument.typing });
    return { ok: true, head: outcome.value.events.length };
  }

  private push<Name extends DownEvent>(
    to: { userId?: string; matchId?: string },
    name: Name,
    payload: Down[Name],
  ): void {
    for (const connection of this.connections) {
      const meant =
        to.userId === undefined ? connection.rooms.has(to.matchId ?? "") : connection.userId === to.userId;
      if (!meant || this.random.chance(this.faults.lostPushes)) continue;
      const copies = this.random.chance(this.faults.doubledPushes) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1)
        this.clock.after(this.random.below(this.faults.delay + 1), () => {
          // A copy for each receiver, as a wire makes.
          if (connection.open) connection.handlers.received(name, structuredClone(payload));
        });
    }
  }

  private travel(): Promise<void> {
    const time = this.random.below(this.faults.delay + 1);
    return new Promise((resolve) => this.clock.after(time, resolve));
  }
}

function answered<T>(act: () => T): Outcome<T> {
  try {
    return { ok: true, value: structuredClone(act()) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error;
    return { ok: false, code, detail: errors[code].title, retry: false, retryAfter: undefined };
  }
}
