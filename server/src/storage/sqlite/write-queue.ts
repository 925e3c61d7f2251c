import { AppError } from "../../domain/app-error.ts";
import type { Answer, Input, Kind, Write } from "./prepare-writes.ts";
import type { BatchReply, Outcome } from "./run-batch.ts";

/** A batch is bounded so that one flush of the disk never holds up whoever comes next for long. */
const BATCH_WRITES = 512;
const BATCH_BYTES = 262_144;
/** What may wait while the disk is slow; more is refused at once, so that memory stays bounded (G14). */
const WAITING_WRITES = 8_192;
const WAITING_BYTES = 33_554_432;

interface Waiting {
  write: Write;
  bytes: number;
  settle: (answer: Answer<Kind>) => void;
  fail: (error: unknown) => void;
}

interface AddOptions<K extends Kind> {
  /** roughly how large the input is */
  bytes?: number;
  /** Called once the write is durable, in the order of commits and before anybody learns of this batch. */
  committed?: (answer: Answer<K>) => void;
}

/**
 * Group commit: what arrives while a batch is being written is the next batch; when none is, everything that arrives in
 * the same turn of the event loop goes out at its end. So a lone write waits for nothing, and under load one flush of
 * the disk serves many. Without the turn, the first of a burst would go out alone, and the others wait for two flushes.
 */
export class WriteQueue {
  readonly #deliver: (writes: Write[]) => void;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #inFlight: Waiting[] = [];
  #stopped: Error | undefined;
  #idle: (() => void)[] = [];
  #flushing: NodeJS.Immediate | undefined;

  constructor(deliver: (writes: Write[]) => void) {
    this.#deliver = deliver;
  }

  /**
   * @returns the answer once the write is durable
   * @throws AppError `unavailable` when the outcome is unknown or the write was not accepted; any other Error when the
   * write itself was wrong
   */
  add<K extends Kind>(kind: K, input: Input<K>, { bytes = 256, committed }: AddOptions<K> = {}) {
    return new Promise<Answer<K>>((resolve, reject) => {
      if (this.#stopped !== undefined) return reject(unavailable(this.#stopped));
      if (this.#waiting.length >= WAITING_WRITES || this.#waitingBytes >= WAITING_BYTES)
        return reject(new AppError("unavailable", "The disk does not keep up", { retryAfter: 1 }));
      const settle = (answer: Answer<K>) => {
        committed?.(answer);
        resolve(answer);
      };
      this.#waitingBytes += bytes;
      // The answer to a write of one kind is of that kind.
      this.#waiting.push({
        write: [kind, input],
        bytes,
        settle: settle as (answer: Answer<Kind>) => void,
        fail: reject,
      });
      this.#flushing ??= setImmediate(() => this.#flush());
    });
  }

  /** To be called with the reply to each batch that was delivered. */
  settle(reply: BatchReply): void {
    const batch = this.#inFlight;
    this.#inFlight = [];
    for (const [index, waiting] of batch.entries()) {
      if ("answers" in reply) waiting.settle(reply.answers[index]);
      else if ("outcomes" in reply) settleOne(waiting, reply.outcomes[index]);
      else settleOne(waiting, { failure: reply.refusal, refused: true });
    }
    this.#flush();
    if (this.#inFlight.length === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Fails everything that is under way or waiting, and whatever comes later. */
  stop(reason: Error): void {
    if (this.#stopped !== undefined) return;
    this.#stopped = reason;
    for (const { fail } of [...this.#inFlight.splice(0), ...this.#waiting.splice(0)])
      fail(unavailable(reason));
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    if (this.#inFlight.length === 0 && this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    if (this.#inFlight.length > 0 || this.#waiting.length === 0) return;
    this.#inFlight = this.#waiting.splice(0, batchLength(this.#waiting));
    for (const { bytes } of this.#inFlight) this.#waitingBytes -= bytes;
    this.#deliver(this.#inFlight.map(({ write }) => write));
  }
}

function batchLength(waiting: readonly Waiting[]): number {
  let sum = 0;
  const end = waiting.findIndex(({ bytes }, index) => {
    sum += bytes;
    return index === BATCH_WRITES || (index > 0 && sum > BATCH_BYTES);
  });
  return end === -1 ? waiting.length : end;
}

function settleOne({ settle, fail }: Waiting, outcome: Outcome | undefined): void {
  if (outcome === undefined) fail(unavailable(new Error("The writer did not answer.")));
  else if ("answer" in outcome) settle(outcome.answer);
  else fail(outcome.refused ? unavailable(new Error(outcome.failure)) : new Error(outcome.failure));
}

function unavailable(cause: Error): AppError {
  return new AppError("unavailable", undefined, { cause, retryAfter: 1 });
}
