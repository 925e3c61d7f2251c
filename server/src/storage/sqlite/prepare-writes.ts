import type { DatabaseSync } from "node:sqlite";
import { prepareActivityWrites } from "./activity-writes.ts";
import { prepareLogWrites } from "./log-writes.ts";
import { prepareMarkWrites } from "./mark-writes.ts";
import { preparePeopleWrites } from "./people-writes.ts";

/** Everything that can be written. Each write is a part of a transaction, takes one input and gives one answer. */
export function prepareWrites(db: DatabaseSync) {
  const ping = db.prepare(
    `INSERT INTO meta VALUES ('ping', '0')
     ON CONFLICT DO UPDATE SET value = CASE value WHEN '0' THEN '1' ELSE '0' END`,
  );
  return {
    ...prepareLogWrites(db),
    ...prepareMarkWrites(db),
    ...preparePeopleWrites(db),
    ...prepareActivityWrites(db),
    /**
     * Changes nothing that anybody reads, and yet is written and synchronised like everything else: SQLite leaves out
     * an update that changes no byte.
     */
    ping(_: null): void {
      ping.run();
    },
  };
}

export type Writes = ReturnType<typeof prepareWrites>;
export type Kind = keyof Writes;
export type Input<K extends Kind> = Parameters<Writes[K]>[0];
export type Answer<K extends Kind> = ReturnType<Writes[K]>;

/** One write on its way to the writer. */
export type Write = readonly [kind: Kind, input: Input<Kind>];
