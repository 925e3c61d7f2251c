import { randomBytes, randomUUID } from "node:crypto";
import { MongoServerError } from "mongodb";
import type { SealingIdentity } from "../sealer.ts";
import { type Collections, indexes } from "./collections.ts";
import { filledFrom } from "./filling.ts";
import { isTaken } from "./insert-queue.ts";
import type { MongoServer } from "./prove-server.ts";

const SCHEMA_VERSION = "1";

/** What all nodes of a deployment have in common. */
export interface Identity extends SealingIdentity {
  /** signs session cookies and bearer tokens, in hexadecimal */
  accountsSecret: string;
}

interface Prepared {
  collections: Collections;
  server: MongoServer;
  /** for whoever fills the database from this store; everybody else waits until it is whole */
  filling?: string | undefined;
  /** for whoever wants to see what comes of a node that dies between two steps */
  afterStep?: (() => void) | undefined;
}

/**
 * Makes what is missing, and proves that the database is what the rest relies on (G15). Any number of nodes may do so at
 * once: whatever is made is made by one insert under its own key.
 *
 * @throws Error with a sentence for the operator when the database cannot be served
 */
export async function prepareDatabase(prepared: Prepared): Promise<Identity> {
  const { collections } = prepared;
  if ((await filledFrom(collections)) !== prepared.filling)
    throw new Error(
      "The database of MONGODB_URL is being filled by npm run migrate-store: let it end, or run it again.",
    );
  const version = await keep(prepared, "schema", () => SCHEMA_VERSION);
  if (version !== SCHEMA_VERSION)
    throw new Error(
      `The database of MONGODB_URL has schema ${version}, this version of Duologue knows ${SCHEMA_VERSION}. Install the version that belongs to it.`,
    );
  for (const [name, wanted] of Object.entries(indexes)) {
    const collection = collections[name as keyof Collections];
    // One at a time: FerretDB v1 falls over when several are asked for at once and are there.
    for (const { key, ...options } of wanted) {
      await collection.createIndex(key, options).catch(refuse);
      prepared.afterStep?.();
    }
    const found = await collection.indexes();
    for (const index of wanted.filter(({ unique }) => unique)) {
      const isThere = found.some(
        ({ key, unique }) => unique === true && JSON.stringify(key) === JSON.stringify(index.key),
      );
      if (!isThere) throw lacking(`${name} has no unique index ${JSON.stringify(index.key)}`);
    }
  }
  return {
    epoch: await epochOf(prepared),
    sealingKey: await keep(prepared, "sealing key", () => randomBytes(32).toString("base64url")),
    accountsSecret: await keep(prepared, "accounts secret", () => randomBytes(32).toString("hex")),
  };
}

/** Another one once it was removed: that is how an operator makes every cursor and token void after a restore. */
export function epochOf(prepared: Prepared): Promise<string> {
  return keep(prepared, "epoch", () => randomUUID());
}

/** What was first stored under this name, settled. */
async function keep(
  { collections: { meta }, server, afterStep }: Prepared,
  name: string,
  make: () => string,
): Promise<string> {
  const held = await meta.findOne({ _id: name });
  if (held !== null) return held.value;
  await meta.insertOne({ _id: name, value: make() }).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
  });
  afterStep?.();
  const kept = await meta.findOne({ _id: name }, server.settledRead);
  if (kept === null) throw new Error(`The database of MONGODB_URL did not keep its ${name}. Start again.`);
  return kept.value;
}

function refuse(error: unknown): never {
  if (!(error instanceof MongoServerError)) throw error;
  throw lacking(error.message, error);
}

function lacking(what: string, cause?: unknown): Error {
  return new Error(
    `The database of MONGODB_URL lacks the keys that the promises rest on: ${what}. Restore it from a backup.`,
    { cause },
  );
}
