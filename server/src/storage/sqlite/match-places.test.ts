import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { prepareDataFile } from "./data-file.ts";
import { listSql } from "./match-places.ts";

const lists = [
  { column: "active", newestFirst: true },
  { column: "active", newestFirst: true, openOnly: true },
  { column: "changed", newestFirst: false },
  { column: "changed", newestFirst: true },
] as const;

test.each(lists)("G14 a page of %o reads two indexes in order, and sorts and scans nothing", (list) => {
  const path = join(scratchDirectory(), "duologue.db");
  prepareDataFile(path);
  const db = new DatabaseSync(path);
  onTestFinished(() => db.close());
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN ${listSql(list)}`)
    .all()
    .map((row) => String(row["detail"]));
  expect(plan).toStrictEqual([
    "MERGE (UNION ALL)",
    "LEFT",
    expect.stringMatching(`^SEARCH match USING INDEX match_${list.column}_a`),
    "RIGHT",
    expect.stringMatching(`^SEARCH match USING INDEX match_${list.column}_b`),
  ]);
});
