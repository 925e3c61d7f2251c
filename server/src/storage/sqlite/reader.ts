import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { AppError } from "../../domain/app-error.ts";
import { connectToRead } from "./connect.ts";
import { verdictOn } from "./sqlite-error.ts";

/**
 * The connection of the main thread. Every read is short, a point or a page by key, and sees only what was committed.
 * `Row` says what the selected columns are; the tables are STRICT, so SQLite holds them to it.
 */
export class Reader {
  readonly #db: DatabaseSync;
  readonly #onFatal: (error: Error) => void;
  readonly #forObjects = new Map<string, StatementSync>();
  readonly #forArrays = new Map<string, StatementSync>();

  /** @param onFatal hears of failures after which what this process reads and writes cannot be trusted */
  constructor(path: string, onFatal: (error: Error) => void) {
    this.#db = connectToRead(path);
    this.#onFatal = onFatal;
  }

  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#run(() => this.#prepared(sql).all(...parameters) as Row[]);
  }

  /** The same with each row as an array of its columns, which is a quarter cheaper for a page of messages. */
  tuples<Row extends readonly unknown[]>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    return this.#run(
      () => this.#prepared(sql, { returnArrays: true }).all(...parameters) as unknown as Row[],
    );
  }

  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    return this.#run(() => this.#prepared(sql).get(...parameters) as Row | undefined);
  }

  /** Runs reads that belong together on one state of the data, whatever is committed meanwhile. */
  snapshot<Answer>(read: () => Answer): Answer {
    this.#run(() => this.#db.exec("BEGIN"));
    try {
      return read();
    } finally {
      this.#run(() => this.#db.exec("COMMIT"));
    }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #prepared(sql: string, { returnArrays = false } = {}): StatementSync {
    const statements = returnArrays ? this.#forArrays : this.#forObjects;
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql, { returnArrays });
      statements.set(sql, statement);
    }
    return statement;
  }

  #run<Answer>(read: () => Answer): Answer {
    try {
      return read();
    } catch (cause) {
      if (cause instanceof Error && verdictOn(cause) === "fatal") this.#onFatal(cause);
      throw new AppError("unavailable", undefined, { cause });
    }
  }
}
