import type { Ack, UpArgument, UpEvent } from "@duologue/protocol/up";
import type { ChatSocket, SocketHandlers } from "../../lib/chat-ports.ts";
import { retryDelay } from "../../lib/retry-delay.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import { Line } from "../world/line.ts";
import type { Caller, Network } from "../world/network.ts";
import type { SimulatedNode } from "../world/node.ts";
import type { SessionBook } from "../world/session-book.ts";
import { type Weather, within } from "../world/weather.ts";

interface SocketOptions {
  scheduler: Scheduler;
  random: SeededRandom;
  weather: Weather;
  network: Network;
  sessions: SessionBook;
  caller: Caller;
  handlers: SocketHandlers;
  /** The socket is connected as of now. */
  noteConnected: () => void;
}

/** What the browser's socket keeps to as well, in milliseconds. */
const ACK_TIMEOUT_MS = 10_000;
const ATTEMPT_TIMEOUT_MS = 20_000;
const RECONNECT_MIN_MS = 500;
const RECONNECT_MAX_MS = 15_000;

/** A socket that connects by itself to any node, again and again, as the one of the browser does. */
export class ClientSocket implements ChatSocket {
  readonly #options: SocketOptions;
  readonly #unanswered = new Set<(none: undefined) => void>();
  #line: Line | undefined;
  /** the node at the other end of the line */
  #node: SimulatedNode | undefined;
  #state: "connecting" | "connected" | "waiting" | "closed" = "waiting";
  #attempt = 0;
  #failures = 0;
  #cancelRetry = () => {};

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#connect();
  }

  get isConnected(): boolean {
    return this.#state === "connected";
  }

  /** Connected to a node that can hear it; a line that broke in silence does not count. */
  get reaches(): boolean {
    return this.isConnected && (this.#line?.holds ?? false);
  }

  emit<Name extends UpEvent>(name: Name, argument: UpArgument<Name>): Promise<Ack<Name> | undefined> {
    const line = this.#line;
    const node = this.#node;
    if (this.#state !== "connected" || line === undefined || node === undefined)
      return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const answer = (reply: Ack<Name> | undefined) => {
        this.#unanswered.delete(answer);
        cancel();
        resolve(reply);
      };
      this.#unanswered.add(answer);
      const cancel = this.#options.caller.process.after(ACK_TIMEOUT_MS, () => answer(undefined));
      line.ask(() => node.receive(line, name, argument), answer);
    });
  }

  hurry(): void {
    if (this.#state === "waiting") this.#connect();
  }

  close(): void {
    this.#state = "closed";
    this.#cancelRetry();
    this.#line?.closedByClient();
    this.#drop();
  }

  /** The device lost its network, and knows. */
  cut(): void {
    if (this.#state === "connecting") this.#retry();
    this.#line?.tear();
  }

  #connect(): void {
    const { scheduler, random, weather, caller } = this.#options;
    this.#cancelRetry();
    this.#state = "connecting";
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#cancelRetry = caller.process.after(ATTEMPT_TIMEOUT_MS, () => this.#retry());
    if (random.chance(weather.requestLost)) return;
    const sessionId = caller.sessionId();
    scheduler.after(within(random, weather.latency), () => this.#arrive(attempt, sessionId));
  }

  /** The handshake reaches a node. */
  #arrive(attempt: number, sessionId: string | undefined): void {
    const { scheduler, random, weather, network, sessions, caller } = this.#options;
    const isCurrent = () => this.#state === "connecting" && this.#attempt === attempt;
    const answer = (act: () => void) =>
      scheduler.after(within(random, weather.latency), () =>
        caller.process.run(() => {
          if (isCurrent()) act();
        }),
      );
    const node = caller.isOnline() && caller.process.isAlive ? network.anyNode() : undefined;
    if (node === undefined) return void answer(() => this.#retry());
    node.process.run(() => {
      const userId = sessions.verify(sessionId);
      if (userId === undefined || sessionId === undefined) return void answer(() => this.#end());
      const line: Line = new Line({
        ...this.#options,
        node,
        userId,
        sessionId,
        client: caller.process,
        heard: (name, payload) => {
          if (this.#line !== line) return;
          if (name === "session-ended") this.#end();
          else this.#options.handlers.received(name, payload);
        },
        lost: () => {
          if (this.#line === line) this.#lost();
        },
      });
      node.accept(line);
      line.open(() => {
        if (isCurrent()) this.#connected(line, node);
        else line.closedByClient();
      });
    });
  }

  #connected(line: Line, node: SimulatedNode): void {
    this.#cancelRetry();
    this.#line = line;
    this.#node = node;
    this.#state = "connected";
    this.#failures = 0;
    this.#options.noteConnected();
    this.#options.handlers.connected();
  }

  #lost(): void {
    this.#drop();
    this.#retry();
    this.#options.handlers.disconnected();
  }

  #end(): void {
    this.close();
    this.#options.handlers.disconnected();
    this.#options.handlers.ended("unauthenticated");
  }

  #drop(): void {
    this.#line = undefined;
    for (const answer of [...this.#unanswered]) answer(undefined);
  }

  #retry(): void {
    if (this.#state === "closed") return;
    const { random, caller } = this.#options;
    this.#cancelRetry();
    this.#state = "waiting";
    this.#failures += 1;
    const delay = retryDelay(this.#failures, random.fraction());
    this.#cancelRetry = caller.process.after(
      Math.min(RECONNECT_MAX_MS, Math.max(RECONNECT_MIN_MS, delay)),
      () => this.#connect(),
    );
  }
}
