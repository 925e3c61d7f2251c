import { errors } from "@duologue/protocol/errors";
import type { Failure, Outcome } from "../../lib/outcome.ts";
import { AppError } from "../../server/src/domain/app-error.ts";
import type { Domain } from "../../server/src/domain/domain.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Process } from "../engine/process.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { Trace } from "../engine/trace.ts";
import type { History } from "../history/history.ts";
import type { SimulatedNode } from "./node.ts";
import type { SessionBook } from "./session-book.ts";
import { type Weather, within } from "./weather.ts";

/** Who makes calls. */
export interface Caller {
  name: string;
  process: Process;
  isOnline(): boolean;
  /** the session that its browser sends along right now */
  sessionId(): string | undefined;
}

export interface Call<Value> {
  name: string;
  /** The call has reached a node with a valid session. */
  work: (domain: Domain, userId: string, node: SimulatedNode) => Promise<Value>;
  /** How it ended at the node, whether or not the caller ever learns it. */
  ended?: (outcome: Outcome<Value>) => void;
}

interface NetworkOptions {
  scheduler: Scheduler;
  random: SeededRandom;
  weather: Weather;
  trace: Trace;
  history: History;
  sessions: SessionBook;
  nodes: readonly SimulatedNode[];
}

/** When a client gives up a call that is not answered, in milliseconds. */
const TIMEOUT_MS = 15_000;

const UNREACHABLE: Failure = {
  ok: false,
  code: "network",
  detail: "The server cannot be reached",
  retry: true,
  retryAfter: undefined,
};

/** Carries calls from tabs to nodes and answers back, or loses either. Any node may serve any call. */
export class Network {
  readonly #options: NetworkOptions;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** Never rejects; never resolves when the caller is dead. */
  call<Value>(caller: Caller, call: Call<Value>): Promise<Outcome<Value>> {
    const { scheduler, random, weather, trace } = this.#options;
    return new Promise((resolve) => {
      let settled = false;
      const settle = (outcome: Outcome<Value>) =>
        caller.process.run(() => {
          if (settled) return;
          settled = true;
          if (!outcome.ok) trace.note(scheduler.now, `${caller.name}: ${call.name} failed: ${outcome.code}`);
          resolve(outcome);
        });
      const later = (outcome: Outcome<Value>) =>
        scheduler.after(within(random, weather.latency), () => settle(outcome));
      if (!caller.isOnline()) return void scheduler.after(1, () => settle(UNREACHABLE));
      scheduler.after(TIMEOUT_MS, () => settle(UNREACHABLE));
      if (random.chance(weather.requestLost)) {
        // Half of what is lost is refused at once, the rest is never heard of again.
        if (random.chance(0.5)) later(UNREACHABLE);
        return;
      }
      const sessionId = caller.sessionId();
      scheduler.after(within(random, weather.latency), () =>
        this.#arrive(sessionId, call, (outcome, isHonest) => {
          if (isHonest) call.ended?.(outcome);
          if (!random.chance(weather.answerLost)) later(outcome);
          else if (random.chance(0.5)) later(UNREACHABLE);
        }),
      );
    });
  }

  /** A node that is up, if there is one. */
  anyNode(): SimulatedNode | undefined {
    const up = this.#options.nodes.filter((node) => node.isUp);
    return up[this.#options.random.below(up.length)];
  }

  #arrive<Value>(
    sessionId: string | undefined,
    call: Call<Value>,
    answer: (outcome: Outcome<Value>, isHonest: boolean) => void,
  ): void {
    const { sessions, scheduler, history } = this.#options;
    const node = this.anyNode();
    if (node === undefined) {
      answer(UNREACHABLE, false);
      return;
    }
    const came = scheduler.now;
    node.serve(
      async () => {
        const userId = sessions.verify(sessionId);
        const outcome = await outcomeOf(async () => {
          if (userId === undefined) throw new AppError("unauthenticated");
          return call.work(node.domain, userId, node);
        });
        if (outcome.ok && sessionId !== undefined)
          history.record({ kind: "served", sessionId, came, name: call.name });
        answer(outcome, true);
      },
      () => answer(UNREACHABLE, false),
    );
  }
}

/** What the routes make of what the domain answers or throws. */
async function outcomeOf<Value>(work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, retryAfter } = error;
    return {
      ok: false,
      code,
      detail: message,
      retry: errors[code].retryable,
      retryAfter: retryAfter === undefined ? undefined : retryAfter * 1_000,
    };
  }
}
