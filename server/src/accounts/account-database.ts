import type { BetterAuthOptions } from "better-auth";

/** Where accounts are kept. */
export interface AccountDatabase {
  /** as the account library takes it */
  source: NonNullable<BetterAuthOptions["database"]>;
  /** Whether other nodes use it too: a session may then end without this one hearing of it. */
  isShared: boolean;
  /** Makes the tables and keys that the library needs. */
  prepare(options: BetterAuthOptions): Promise<void>;
  /**
   * Runs what asks the library. The library makes all kinds of answers of a database that fails: whatever it made of it,
   * that failure is what this rejects with.
   */
  honestly<Answer>(ask: () => Promise<Answer>): Promise<Answer>;
  close(): void;
}
