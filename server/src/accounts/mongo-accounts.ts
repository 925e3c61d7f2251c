import type { BetterAuthOptions } from "better-auth";
import { mongodbAdapter } from "better-auth/adapters/mongodb";
import { type Db, MongoServerError } from "mongodb";
import type { AccountDatabase } from "./account-database.ts";
import { type Call, watchedAdapter } from "./watched-adapter.ts";
import { Witness } from "./witness.ts";

/**
 * What must be unique for an account to be one person's. The library makes these keys too, but goes on without them where
 * that fails; we do not.
 */
const UNIQUE = { user: "email", session: "token" };

const DUPLICATE_KEY = 11_000;

/**
 * Accounts in a database that all nodes share; it stays its owner's. No step needs a transaction.
 *
 * @param call makes one call to the database; `unavailable` when that cannot be answered in time
 */
export function mongoAccounts(db: Db, call: Call): AccountDatabase {
  const witness = new Witness();
  const adapter = mongodbAdapter(db, { transaction: false });
  const watched: Call = (ask) => witness.watch(() => call(ask));
  return {
    source: (options: BetterAuthOptions) => watchedAdapter(adapter(options), (ask) => answerOf(watched, ask)),
    isShared: true,
    honestly: (ask) => witness.hear(ask),
    async prepare() {
      for (const [collection, field] of Object.entries(UNIQUE))
        await db.collection(collection).createIndex({ [field]: 1 }, { unique: true });
      await db.collection("session").createIndex({ userId: 1 });
      await db.collection("account").createIndex({ userId: 1 });
    },
    close: () => {},
  };
}

/** That a unique key is taken is an answer, not a failure: the library is to see it as it is. */
async function answerOf<Answer>(call: Call, ask: () => Promise<Answer>): Promise<Answer> {
  const outcome = await call(() =>
    ask().then(
      (answer) => ({ answer }),
      (error: unknown) => {
        if (!(error instanceof MongoServerError && error.code === DUPLICATE_KEY)) throw error;
        return { error };
      },
    ),
  );
  if ("error" in outcome) throw outcome.error;
  return outcome.answer;
}
