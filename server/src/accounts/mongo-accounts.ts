import type { BetterAuthOptions } from "better-auth";
import { mongodbAdapter } from "better-auth/adapters/mongodb";
import { type Db, MongoServerError } from "mongodb";
import type { AccountDatabase } from "./account-database.ts";
import { type Call, watchedAdapter } from "./watched-adapter.ts";
import { Witness } from "./witness.ts";

interface FieldIndex {
  collection: string;
  field: string;
  unique: boolean;
}

/**
 * What must be unique for an account to be one person's, and by what is searched. The library makes these keys too, but
 * goes on without them where that fails; we do not.
 */
const INDEXES: readonly FieldIndex[] = [
  { collection: "user", field: "email", unique: true },
  { collection: "session", field: "token", unique: true },
  { collection: "session", field: "userId", unique: false },
  { collection: "account", field: "userId", unique: false },
];

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
      for (const index of INDEXES) await ensureIndex(db, index);
    },
    close: () => {},
  };
}

/**
 * Whoever comes first makes it, the library or we, each under a name of its own: then the other one is refused, and all is
 * well if what is there does the same.
 */
async function ensureIndex(db: Db, { collection, field, unique }: FieldIndex): Promise<void> {
  try {
    await db.collection(collection).createIndex({ [field]: 1 }, { unique });
  } catch (error) {
    const found = await db.collection(collection).indexes();
    const key = JSON.stringify({ [field]: 1 });
    if (!found.some((index) => JSON.stringify(index.key) === key && (index.unique ?? false) === unique))
      throw error;
  }
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
