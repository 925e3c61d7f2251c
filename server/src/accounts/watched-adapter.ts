import type { DBAdapter } from "better-auth";

/** Makes one call to the database. */
export type Call = <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;

/** The same way to a database, each use of which goes through `call`; work of several steps goes step by step. */
export function watchedAdapter(adapter: DBAdapter, call: Call): DBAdapter {
  const watched: DBAdapter = {
    ...adapter,
    create: (query) => call(() => adapter.create(query)),
    findOne: (query) => call(() => adapter.findOne(query)),
    findMany: (query) => call(() => adapter.findMany(query)),
    count: (query) => call(() => adapter.count(query)),
    update: (query) => call(() => adapter.update(query)),
    updateMany: (query) => call(() => adapter.updateMany(query)),
    delete: (query) => call(() => adapter.delete(query)),
    deleteMany: (query) => call(() => adapter.deleteMany(query)),
    consumeOne: (query) => call(() => adapter.consumeOne(query)),
    incrementOne: (query) => call(() => adapter.incrementOne(query)),
    transaction: (work) => work(watched),
  };
  return watched;
}
