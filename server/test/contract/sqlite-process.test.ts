import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openLog } from "../../src/log.ts";
import { openSqliteStore, type SqliteStore } from "../../src/storage/sqlite/open-sqlite-store.ts";
import { SeededRandom } from "../support/seeded-random.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { scratchDirectory } from "./scratch-directory.ts";
import type { Line } from "./sqlite-process.ts";
import { talksOf } from "./talk.ts";

const ROUNDS = 10;
/** Another one each time; a failing run shows it in its title. */
const seed = Date.now() % 2 ** 31;
const entry = fileURLToPath(new URL("./sqlite-process.ts", import.meta.url));

type Child = ChildProcessByStdio<null, Readable, Readable>;

function start(...args: string[]): Child {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

async function kill(child: Child): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** The lines of a process that is killed after so many, with those that it still got out. */
async function linesUntil(child: Child, count: number): Promise<Line[]> {
  const lines: Line[] = [];
  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint += text;
  });
  for await (const text of createInterface({ input: child.stdout })) {
    // Only the last line can be cut off: it was promised nothing yet.
    if (text.endsWith("}")) lines.push(JSON.parse(text));
    if (lines.length === count) child.kill("SIGKILL");
  }
  expect(lines.length, complaint).toBeGreaterThanOrEqual(count);
  return lines;
}

const open = (directory: string) =>
  openSqliteStore({ directory, clock: new VirtualClock(), log: openLog("silent") });

/** Everything that was promised is there, and nothing that must not be. */
async function check(store: SqliteStore, lines: readonly Line[], matchIds: readonly string[]): Promise<void> {
  for (const line of lines) {
    if (line.kind === "row") {
      const { kind: _, ...promised } = line;
      const row = await store.log.findByClientMessageId(line.matchId, line.actorId, line.clientMessageId);
      expect(row?.event).toMatchObject(promised);
    } else if (line.kind === "mark") {
      const marks = await store.marks.of(line.matchId, line.userId);
      expect(marks.readSeq).toBeGreaterThanOrEqual(line.readSeq);
    }
  }
  for (const matchId of matchIds) {
    const rows = await store.log.after(matchId, 0, 1_000_000);
    expect(rows.map((row) => row.event.seq)).toStrictEqual(rows.map((_, index) => index + 1));
    expect(rows.at(-1)?.sent.reduce((a, b) => a + b)).toBe(rows.length);
  }
}

test(`F01 G1 G5 ${ROUNDS} times killed under load: every answered row and mark is there, gapless, and the lists know (seed ${seed})`, async () => {
  const directory = scratchDirectory();
  const random = new SeededRandom(seed);
  const made = await open(directory);
  const { me, talks } = await talksOf(made, 6);
  const matchIds = talks.map(({ match }) => match.id);
  await made.close();

  const promised: Line[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = start(directory, me);
    promised.push(...(await linesUntil(child, 1 + random.below(400))));
    const store = await open(directory);
    await check(store, promised, matchIds);
    const changed = await store.matches.changed(me, undefined, 100);
    for (const { match, last } of changed?.summaries ?? [])
      expect(last).toStrictEqual(await store.log.last(match.id));
    expect(changed?.summaries).toHaveLength(matchIds.length);
    await store.close();
  }
}, 180_000);

test("F22 G15 another process is refused while the first one lives, and welcome once it was killed", async () => {
  const directory = scratchDirectory();
  const first = start(directory);
  await once(first.stdout, "data");
  const second = start(directory);
  const [[complaint], [code]] = await Promise.all([once(second.stderr, "data"), once(second, "exit")]);
  expect(String(complaint)).toContain("Another process already uses this data");
  expect(code).not.toBe(0);
  await expect(open(directory)).rejects.toThrow("Another process already uses this data");
  await kill(first);
  await (await open(directory)).close();
});
