import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { SeededRandom } from "../../../test/support/seeded-random.ts";
import { connectToWrite } from "./connect.ts";
import { prepareDataFile } from "./data-file.ts";
import { prepareDecidedRuns } from "./decided-runs.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";
import { Reader } from "./reader.ts";
import { UNDECIDED_SQL, UndecidedReader } from "./undecided-reader.ts";

const EVERYBODY = Number.MAX_SAFE_INTEGER;

/** The reader, and how many statements it ran and rows it was given. */
class CountingReader extends Reader {
  steps = 0;

  override all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[] {
    const rows = super.all<Row>(sql, ...parameters);
    this.steps += 1 + rows.length;
    return rows;
  }

  override get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined {
    this.steps += 1;
    return super.get<Row>(sql, ...parameters);
  }
}

function addPeople(db: DatabaseSync, count: number): void {
  db.exec(`
    WITH RECURSIVE n (key) AS (SELECT 1 UNION ALL SELECT key + 1 FROM n WHERE key < ${count})
    INSERT INTO person SELECT key, 'person' || key, 'name', NULL, NULL, 1, 1, 1 FROM n`);
}

/** A data file with so many people, whose keys are 1, 2, 3 …; person1 is who decides. */
function town(count: number) {
  const path = join(scratchDirectory(), "duologue.db");
  prepareDataFile(path);
  const db = connectToWrite(path);
  const reader = new CountingReader(path, () => undefined);
  onTestFinished(() => {
    db.close();
    reader.close();
  });
  addPeople(db, count);
  const runs = prepareDecidedRuns(db);
  return {
    reader,
    undecided: new UndecidedReader(reader),
    decideOn: (keys: Iterable<number>) => {
      db.exec("BEGIN");
      for (const key of keys) runs.add(1, key);
      db.exec("COMMIT");
    },
    forget: () => db.exec("DELETE FROM decided"),
    runs: () => db.prepare("SELECT first, last FROM decided ORDER BY first").all().map(Object.values),
  };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, step) => from + step);
const keysOf = (page: readonly { key: number }[]) => page.map(({ key }) => key);

test("G14 a page costs what it holds, however many were decided on", () => {
  const costs = [100, 10_000].map((decided) => {
    const { undecided, reader, decideOn } = town(decided + 40);
    decideOn(range(21, decided + 20));
    expect(keysOf(undecided.page("person1", EVERYBODY, 30))).toStrictEqual([
      ...range(decided + 21, decided + 40).reverse(),
      ...range(11, 20).reverse(),
    ]);
    return reader.steps;
  });
  expect(costs[1]).toBe(costs[0]);
});

test("G14 a page costs what it holds, also when every second person was decided on", () => {
  const { undecided, reader, decideOn } = town(4_000);
  decideOn(range(2, 4_000).filter((key) => key % 2 === 0));
  expect(undecided.page("person1", EVERYBODY, 10)).toHaveLength(10);
  expect(reader.steps).toBeLessThan(50);
});

test.each(UNDECIDED_SQL)("G14 %s is a seek", (sql) => {
  const path = join(scratchDirectory(), "duologue.db");
  prepareDataFile(path);
  const db = new DatabaseSync(path);
  onTestFinished(() => db.close());
  const plan = db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map((row) => row["detail"]);
  expect(plan).toStrictEqual([expect.stringMatching(/^SEARCH \w+ USING (?!.*SCAN)/)]);
});

test("whatever the order of decisions, the runs say the same and are as long as they can be", () => {
  const seed = 4_711;
  const random = new SeededRandom(seed);
  const { undecided, decideOn, forget, runs } = town(30);
  for (let round = 0; round < 100; round += 1) {
    forget();
    const decided = new Set(Array.from({ length: random.below(40) }, () => 2 + random.below(29)));
    decideOn([...decided, ...decided]);
    const open = range(2, 30)
      .reverse()
      .filter((key) => !decided.has(key));
    const what = `seed ${seed}, round ${round}, decided on ${[...decided]}`;
    expect(keysOf(undecided.page("person1", EVERYBODY, 30)), what).toStrictEqual(open);
    const below = 2 + random.below(30);
    const page = undecided.page("person1", below, 5);
    expect(keysOf(page), what).toStrictEqual(open.filter((key) => key < below).slice(0, 5));
    const touching = range(2, 30).filter((key) => decided.has(key) && !decided.has(key - 1));
    expect(
      runs().map(([first]) => first),
      what,
    ).toStrictEqual(touching);
  }
});

test("G15 a file of the first version learns its runs from the decisions that it has", () => {
  const db = new DatabaseSync(":memory:");
  migrate(db, migrations.slice(0, 1));
  addPeople(db, 12);
  for (const key of [2, 3, 4, 7, 10, 9])
    db.prepare("INSERT INTO decision VALUES ('person1', ?, ?)").run(`person${key}`, key % 2);
  db.exec("INSERT INTO decision VALUES ('person3', 'person1', 1)");
  migrate(db, migrations);
  expect(db.prepare("SELECT * FROM decided ORDER BY 1, 2").all().map(Object.values)).toStrictEqual([
    [1, 2, 4],
    [1, 7, 7],
    [1, 9, 10],
    [3, 1, 1],
  ]);
});
