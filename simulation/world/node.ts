import type { Down, DownEvent } from "@duologue/protocol/down";
import { conversationRoom, personalRoom } from "@duologue/protocol/rooms";
import type { UpArgument, UpEvent } from "@duologue/protocol/up";
import { createDomain, type Domain } from "../../server/src/domain/domain.ts";
import { nobodyElsewhere } from "../../server/src/domain/nobody-elsewhere.ts";
import type { Fanout, MakeCache, Store } from "../../server/src/domain/ports.ts";
import { SeededRandom } from "../../server/test/support/seeded-random.ts";
import { Process } from "../engine/process.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { History } from "../history/history.ts";
import type { BusMessage } from "./bus-message.ts";
import { disclosedByPush, disclosure } from "./disclose.ts";
import type { Line } from "./line.ts";
import { Rooms } from "./rooms.ts";
import { SmallCache } from "./small-cache.ts";
import { SocketDoor } from "./socket-door.ts";
import { linkedStore } from "./store-link.ts";
import type { Weather } from "./weather.ts";

export interface NodeOptions {
  name: string;
  scheduler: Scheduler;
  random: SeededRandom;
  weather: Weather;
  history: History;
  store: Store;
  /** entries of each cache of the domain; a small one forgets what it should not rely on */
  cacheSize: number;
  /** milliseconds since 1970 at the world's beginning */
  epochStart: number;
  publish: (from: SimulatedNode, message: BusMessage) => void;
  aroundDomain: (domain: Domain) => Domain;
  makeCache: (make: MakeCache) => MakeCache;
  isRevoked: (sessionId: string) => boolean;
}

/** Sessions of all sockets are checked again every 15 s ± 5 s (G13). */
const SWEEP: readonly [number, number] = [10_000, 20_000];

/** One server process: the real domain, and around it what a transport and a fan-out do, in memory. */
export class SimulatedNode {
  readonly name: string;
  readonly #options: NodeOptions;
  /** how wrong its clock is, in milliseconds */
  skew = 0;
  process: Process;
  domain: Domain;
  #rooms = new Rooms();
  #door: SocketDoor;
  #lines = new Set<Line>();
  /** what has to be told when the process dies before it answers */
  #waiting = new Set<() => void>();

  constructor(options: NodeOptions) {
    this.#options = options;
    this.name = options.name;
    this.process = new Process(options.scheduler);
    this.domain = this.#makeDomain();
    this.#door = new SocketDoor(this.domain, this.#rooms);
    this.#sweepLater();
  }

  get isUp(): boolean {
    return this.process.isAlive;
  }

  get lines(): ReadonlySet<Line> {
    return this.#lines;
  }

  /** Everything in its memory is gone, and its sockets are cut. */
  crash(): void {
    this.process.kill();
    for (const line of this.#lines) line.closedByNode();
    for (const gone of this.#waiting) gone();
    this.#lines.clear();
    this.#waiting.clear();
  }

  restart(): void {
    if (this.isUp) return;
    this.process = new Process(this.#options.scheduler);
    this.#rooms = new Rooms();
    this.domain = this.#makeDomain();
    this.#door = new SocketDoor(this.domain, this.#rooms);
    this.#sweepLater();
  }

  thaw(): void {
    if (!this.process.isFrozen) return;
    this.process.thaw();
    this.#options.history.record({ kind: "node-thawed", node: this.name });
  }

  /** Works on a call; `gone` when the process dies first. */
  serve(work: () => Promise<void>, gone: () => void): void {
    const { process } = this;
    if (!process.isAlive) {
      gone();
      return;
    }
    this.#waiting.add(gone);
    process.run(() => {
      void work().then(() => this.#waiting.delete(gone));
    });
  }

  accept(line: Line): void {
    this.#lines.add(line);
    this.#rooms.enter(line, personalRoom(line.userId));
    this.domain.presence.connected(line.userId, (state) => {
      if (this.#lines.has(line)) this.#say(line, "presence", state);
    });
  }

  receive<Name extends UpEvent>(line: Line, name: Name, argument: UpArgument<Name>) {
    return this.#door.receive(line, name, argument);
  }

  left(line: Line): void {
    if (!this.#lines.delete(line)) return;
    this.#rooms.lose(line);
    this.domain.presence.disconnected(line.userId);
    if ([...this.#lines].every(({ userId }) => userId !== line.userId))
      this.domain.typing.stopped(line.userId);
  }

  /** Another node, or this one, said something to all nodes. */
  hear(message: BusMessage): void {
    if (message.kind === "emit") this.#emit(message.room, message.name, message.payload);
    else if (message.kind === "empty") this.#rooms.empty(message.room);
    else this.endSession(message.sessionId);
  }

  endSession(sessionId: string): void {
    for (const line of this.#lines) if (line.sessionId === sessionId) this.#end(line);
  }

  #end(line: Line): void {
    this.#say(line, "session-ended", { code: "unauthenticated" });
    line.closedByNode();
    this.left(line);
  }

  #emit<Name extends DownEvent>(room: string, name: Name, payload: Down[Name]): void {
    for (const line of this.#rooms.in(room)) this.#say(line, name, payload);
  }

  #say<Name extends DownEvent>(line: Line, name: Name, payload: Down[Name]): void {
    const { history } = this.#options;
    const { userId, sessionId } = line;
    if (name !== "session-ended") history.record({ kind: "pushed", sessionId, node: this.name, name });
    const told = disclosure(userId, `${name} of ${this.name}`, disclosedByPush(name, payload));
    history.record({ kind: "disclosed", disclosure: told });
    line.push(name, payload);
  }

  #makeDomain(): Domain {
    const { scheduler, weather, history, epochStart, aroundDomain, makeCache, cacheSize } = this.#options;
    const { process } = this;
    const random = new SeededRandom(this.#options.random.below(2 ** 31));
    const domain = createDomain({
      store: linkedStore(this.#options.store, { scheduler, random, weather, process }),
      fanout: this.#fanout(process),
      whereabouts: nobodyElsewhere,
      clock: {
        now: () => Math.floor(epochStart + scheduler.now + this.skew),
        after: (milliseconds, callback) => process.after(milliseconds, callback),
      },
      random,
      makeCache: makeCache((max) => new SmallCache(Math.min(max, cacheSize))),
      onError: (error) => history.record({ kind: "failed-aside", node: this.name, error }),
    });
    return aroundDomain(domain);
  }

  #fanout(process: Process): Fanout {
    const tell = (message: BusMessage) => {
      if (!process.isAlive) return;
      this.hear(message);
      this.#options.publish(this, message);
    };
    return {
      toConversation: (matchId, name, payload) =>
        tell({ kind: "emit", room: conversationRoom(matchId), name, payload }),
      toPerson: (userId, name, payload) => tell({ kind: "emit", room: personalRoom(userId), name, payload }),
      emptyConversation: (matchId) => tell({ kind: "empty", room: conversationRoom(matchId) }),
    };
  }

  #sweepLater(): void {
    const { random, isRevoked } = this.#options;
    const [min, max] = SWEEP;
    this.process.after(min + random.fraction() * (max - min), () => {
      for (const line of this.#lines) if (isRevoked(line.sessionId)) this.#end(line);
      this.#sweepLater();
    });
  }
}
