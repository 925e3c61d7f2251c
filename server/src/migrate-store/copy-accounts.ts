import type { DBAdapter } from "better-auth";
import type { AccountDatabase } from "../accounts/account-database.ts";
import { createAuth } from "../accounts/auth.ts";
import { mongoAccounts } from "../accounts/mongo-accounts.ts";
import { openSqliteAccounts } from "../accounts/sqlite-accounts.ts";
import { openLog } from "../log.ts";
import { MoveError } from "./move-error.ts";
import type { Progress } from "./progress.ts";
import type { Target } from "./target.ts";
import { canonical } from "./verify-match.ts";

/** Everything of the account library. */
const MODELS = ["user", "account", "session", "verification"] as const;
const PAGE = 100;

/** What is used of the library's way to a database. */
type Adapter = Pick<DBAdapter, "count" | "findOne" | "findMany" | "create">;

interface Row {
  id: string;
}

/** Accounts, passwords and sessions, through the library on both sides: it alone knows how each database has them. */
export async function copyAccounts(directory: string, target: Target, progress: Progress): Promise<void> {
  const file = openSqliteAccounts(directory);
  try {
    const from = await adapterOf(file);
    const to = await adapterOf(mongoAccounts(target.connection.db, target.store.call));
    for (const model of MODELS) {
      let copied = 0;
      const total = await from.count({ model });
      for await (const rows of pagesOf(from, model)) {
        await Promise.all(rows.map((row) => createUnlessThere(to, model, row)));
        await verify(to, model, rows);
        copied += rows.length;
        progress.report(`${model}s of the accounts`, copied, total);
      }
      const found = await to.count({ model });
      if (found !== total) throw new MoveError(`There are ${found} ${model}s where there were ${total}.`);
    }
  } finally {
    file.close();
  }
}

async function adapterOf(database: AccountDatabase): Promise<Adapter> {
  const auth = createAuth({
    database: database.source,
    // Nothing is signed here.
    secret: "0".repeat(64),
    baseUrl: "http://localhost",
    webOrigins: [],
    rateLimits: false,
    log: openLog("silent"),
    onSignedUp: async () => {},
    onSessionStarted: async () => {},
    onSessionEnded: async () => {},
  });
  await database.prepare(auth.options);
  return (await auth.$context).adapter;
}

async function* pagesOf(adapter: Adapter, model: string): AsyncGenerator<Row[]> {
  for (let last = ""; ; ) {
    const rows = await adapter.findMany<Row>({
      model,
      where: [{ field: "id", operator: "gt", value: last }],
      sortBy: { field: "id", direction: "asc" },
      limit: PAGE,
    });
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = end.id;
  }
}

async function createUnlessThere(to: Adapter, model: string, row: Row): Promise<void> {
  const where = [{ field: "id", value: row.id }];
  if ((await to.findOne<Row>({ model, where })) !== null) return;
  await to.create({ model, data: row, forceAllowId: true });
}

async function verify(to: Adapter, model: string, rows: readonly Row[]): Promise<void> {
  const where = [{ field: "id", operator: "in" as const, value: rows.map(({ id }) => id) }];
  const found = await to.findMany<Row>({ model, where, limit: rows.length });
  const byId = new Map(found.map((row) => [row.id, canonical(row)]));
  for (const row of rows)
    if (byId.get(row.id) !== canonical(row))
      throw new MoveError(`A ${model} of the accounts is not what it was.`);
}
