import { type Collection, type Document, MongoBulkWriteError, type OptionalUnlessRequiredId } from "mongodb";
import { AppError } from "../../domain/app-error.ts";
import type { Access } from "./access.ts";
import type { Stamps } from "./stamps.ts";

/** One command's worth: large enough to share the wait for the majority, small enough not to hold up what comes next. */
const BATCH_DOCUMENTS = 256;
/** Commands under way at a time. One alone would make a lone write wait for the majority twice. */
const PARALLEL = 4;
/** Documents that may wait while the database is slow; more are refused at once, so that memory stays bounded (G14). */
const WAITING_MAX = 8_192;

const DUPLICATE_KEY = 11_000;

interface Waiting<Inserted> {
  document: Omit<Inserted, "p">;
  resolve: (outcome: "stored" | "taken") => void;
  reject: (error: unknown) => void;
}

interface Options<Inserted extends Document> {
  collection: Collection<Inserted>;
  access: Access;
  stamps: Stamps;
}

/**
 * Inserts what arrives in the same turn of the event loop, or while enough commands are under way, with one command: one
 * round trip and one wait for the majority serve many. Never with a timer, so a lone document waits for nothing. Each
 * document is stored or not for itself. It is stamped when it is sent.
 */
export class InsertQueue<Inserted extends Document & { p: number }> {
  readonly #options: Options<Inserted>;
  #waiting: Waiting<Inserted>[] = [];
  #underWay = 0;
  #flushing: NodeJS.Immediate | undefined;

  constructor(options: Options<Inserted>) {
    this.#options = options;
  }

  /**
   * Resolves once the document is durable, or when one of its unique keys is taken and nothing was stored.
   * @throws AppError `unavailable` when that is unknown, or when too many wait
   */
  add(document: Omit<Inserted, "p">): Promise<"stored" | "taken"> {
    if (this.#waiting.length >= WAITING_MAX)
      return Promise.reject(new AppError("unavailable", "The database does not keep up", { retryAfter: 1 }));
    // Begun now, so that closing the store waits for it.
    return this.#options.access.run(
      () =>
        new Promise((resolve, reject) => {
          this.#waiting.push({ document, resolve, reject });
          this.#flushing ??= setImmediate(() => this.#flush());
        }),
    );
  }

  #flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    while (this.#underWay < PARALLEL && this.#waiting.length > 0) {
      this.#underWay += 1;
      void this.#send(this.#waiting.splice(0, BATCH_DOCUMENTS)).finally(() => {
        this.#underWay -= 1;
        this.#flush();
      });
    }
  }

  async #send(batch: readonly Waiting<Inserted>[]): Promise<void> {
    try {
      const taken = await this.#insert(batch);
      for (const [index, { resolve }] of batch.entries()) resolve(taken.has(index) ? "taken" : "stored");
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** Answers which of them were not stored. */
  async #insert(batch: readonly Waiting<Inserted>[]): Promise<ReadonlySet<number>> {
    const { collection, stamps } = this.#options;
    // The one member that was left out is added here.
    const documents = batch.map(
      ({ document }) => ({ ...document, p: stamps.next() }) as unknown as OptionalUnlessRequiredId<Inserted>,
    );
    try {
      await collection.insertMany(documents, { ordered: false });
      return new Set();
    } catch (error) {
      return takenKeys(error);
    }
  }
}

/** The documents that were refused because a key is taken, when that is all that went wrong. @throws otherwise */
function takenKeys(error: unknown): ReadonlySet<number> {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  // Without the majority nothing is known: neither that the others are stored nor that the taken keys stay taken.
  if (failures.length === 0 || error.result.getWriteConcernError() !== undefined) throw error;
  if (failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
  return new Set(failures.map(({ index }) => index));
}

/** Whether an insert failed because a unique key is taken, whichever it was: some servers do not say. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === DUPLICATE_KEY;
}
