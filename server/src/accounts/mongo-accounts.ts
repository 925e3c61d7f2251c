import { mongodbAdapter } from "better-auth/adapters/mongodb";
import type { Db } from "mongodb";
import type { AccountDatabase } from "./account-database.ts";

/**
 * What must be unique for an account to be one person's. The library makes these keys too, but goes on without them where
 * that fails; we do not.
 */
const UNIQUE = { user: "email", session: "token" };

/** Accounts in a database that all nodes share; it stays its owner's. No step needs a transaction. */
export function mongoAccounts(db: Db): AccountDatabase {
  return {
    source: mongodbAdapter(db, { transaction: false }),
    isShared: true,
    async prepare() {
      for (const [collection, field] of Object.entries(UNIQUE))
        await db.collection(collection).createIndex({ [field]: 1 }, { unique: true });
      await db.collection("session").createIndex({ userId: 1 });
      await db.collection("account").createIndex({ userId: 1 });
    },
    close: () => {},
  };
}
