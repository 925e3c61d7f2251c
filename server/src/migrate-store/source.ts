import { join } from "node:path";
import type { SQLInputValue } from "node:sqlite";
import type { MatchRecord, Person, Store } from "../domain/ports.ts";
import { openLog } from "../log.ts";
import { openSecrets } from "../secrets.ts";
import { connectToRead } from "../storage/sqlite/connect.ts";
import { type MatchRow, toKeyedMatch } from "../storage/sqlite/match-row.ts";
import { openSqliteStore } from "../storage/sqlite/open-sqlite-store.ts";
import { type PersonRow, toPerson } from "../storage/sqlite/person-row.ts";
import { systemClock } from "../system-clock.ts";

export interface KeyedPerson {
  key: number;
  person: Person;
  decisions: { on: string; liked: boolean }[];
}

/** A match and where it is in the lists of its members: positions in the order of all that happened. */
export interface PlacedMatch {
  key: number;
  match: MatchRecord;
  active: number;
  changed: number;
  ended: boolean;
}

/** What is moved away: the data directory of a server that is stopped. Nobody else can use it meanwhile. */
export interface Source {
  store: Store;
  accountsSecret: string;
  /** position of the newest change of all */
  newest: number;
  counts: { people: number; matches: number };
  peopleAfter(key: number, limit: number): KeyedPerson[];
  matchesAfter(key: number, limit: number): PlacedMatch[];
  close(): Promise<void>;
}

/** @throws Error with a sentence for the operator when the directory is in use or cannot be served */
export async function openSource(directory: string): Promise<Source> {
  const options = { directory, clock: systemClock, log: openLog("silent") };
  // Closing it takes the last changes over into the lists, where they are read below.
  await (await openSqliteStore(options)).close();
  const store = await openSqliteStore(options);
  const db = connectToRead(join(directory, "duologue.db"));
  const number = (sql: string) => Number(db.prepare(sql).get()?.["n"]);
  const all = <Row>(sql: string, ...values: SQLInputValue[]) => db.prepare(sql).all(...values) as Row[];
  const decisionsOf = (id: string) =>
    all<{ on_person: string; liked: number }>(
      "SELECT on_person, liked FROM decision WHERE by_person = ?",
      id,
    ).map(({ on_person, liked }) => ({ on: on_person, liked: liked === 1 }));
  return {
    store,
    accountsSecret: openSecrets(directory).auth,
    newest: number("SELECT coalesce(max(changed), 0) AS n FROM match"),
    counts: {
      people: number("SELECT count(*) AS n FROM person"),
      matches: number("SELECT count(*) AS n FROM match"),
    },
    peopleAfter: (key, limit) =>
      all<PersonRow & { key: number }>(
        "SELECT * FROM person WHERE key > ? ORDER BY key LIMIT ?",
        key,
        limit,
      ).map((row) => ({ key: row.key, person: toPerson(row), decisions: decisionsOf(row.id) })),
    matchesAfter: (key, limit) =>
      all<MatchRow & { active: number; changed: number; ended: number }>(
        "SELECT * FROM match WHERE key > ? ORDER BY key LIMIT ?",
        key,
        limit,
      ).map((row) => ({
        ...toKeyedMatch(row),
        active: row.active,
        changed: row.changed,
        ended: row.ended === 1,
      })),
    async close() {
      db.close();
      await store.close();
    },
  };
}
