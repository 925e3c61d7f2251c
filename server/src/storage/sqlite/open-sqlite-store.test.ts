import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { message, talk } from "../../../test/contract/talk.ts";
import { VirtualClock } from "../../../test/support/virtual-clock.ts";
import { openLog } from "../../log.ts";
import { migrations } from "./migrations.ts";
import { openSqliteStore, type SqliteStore } from "./open-sqlite-store.ts";
import { pathsIn } from "./paths.ts";

async function opened(directory: string) {
  const store = await openSqliteStore({ directory, clock: new VirtualClock(), log: openLog("silent") });
  onTestFinished(() => store.close());
  return store;
}

test("a directory is made, and every file in it is its owner's only", async () => {
  const directory = join(scratchDirectory(), "new", "data");
  const store = await opened(directory);
  await talk(store);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readdirSync(directory).sort()).toStrictEqual([
    "duologue.db",
    "duologue.db-shm",
    "duologue.db-wal",
    "owner.lock",
  ]);
  for (const file of readdirSync(directory))
    expect(statSync(join(directory, file)).mode & 0o777, file).toBe(0o600);
});

test("F22 G15 a second store on the same directory is refused, as often as it is tried, until the first is closed", async () => {
  const directory = scratchDirectory();
  const first = await opened(directory);
  for (let attempt = 0; attempt < 2; attempt += 1)
    await expect(opened(directory)).rejects.toThrow(
      /Another process already uses this data: it holds .*owner\.lock/,
    );
  await first.ping();
  await first.close();
  await (await opened(directory)).ping();
});

test("closing leaves one whole file and no log beside it", async () => {
  const directory = scratchDirectory();
  const store = await opened(directory);
  await talk(store);
  await store.close();
  expect(readdirSync(directory).sort()).toStrictEqual(["duologue.db", "owner.lock"]);
});

test("a directory that was refused can be opened once its fault is gone", async () => {
  const directory = scratchDirectory();
  const store = await opened(directory);
  await store.close();
  const { data } = pathsIn(directory);
  const sqlite = (sql: string) =>
    change(data, `new (require("node:sqlite").DatabaseSync)(path).exec(${JSON.stringify(sql)})`);
  sqlite("UPDATE meta SET value = '99' WHERE key = 'schema_version'");
  await expect(opened(directory)).rejects.toThrow("newer version");
  sqlite(`UPDATE meta SET value = '${migrations.at(-1)?.version}' WHERE key = 'schema_version'`);
  await (await opened(directory)).ping();
});

test.each([
  ["reading", async () => undefined],
  ["writing", (store: SqliteStore, matchId: string) => store.matches.find(matchId)],
])(
  "F17 G2 damage met in %s is fatal: the write is unknown, every later one refused, closing still works",
  async (_where, prepare) => {
    const directory = scratchDirectory();
    const made = await opened(directory);
    const it = await talk(made);
    await made.close();
    const store = await opened(directory);
    await prepare(store, it.match.id);
    // Another process: this one must not open the file beside SQLite. Page 1 stays, so that it is still a database.
    change(
      pathsIn(directory).data,
      `const { openSync, statSync, writeSync } = require("node:fs");
     const file = openSync(path, "r+");
     for (let at = 4096; at < statSync(path).size; at += 4096) writeSync(file, Buffer.alloc(4096, 0xee), 0, 4096, at);`,
    );
    await expect(store.log.insert(it.match, it.next(message(0)))).rejects.toMatchObject({
      code: "unavailable",
    });
    expect((await store.fatal).message).toContain("malformed");
    await expect(store.ping()).rejects.toMatchObject({ code: "unavailable" });
    await store.close();
  },
);

function change(path: string, code: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["-e", `const path = process.argv[1]; ${code}`, path],
    {
      encoding: "utf8",
    },
  );
  expect(status, stderr).toBe(0);
}
