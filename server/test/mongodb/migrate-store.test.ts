import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { EventsPage } from "@duologue/protocol/http";
import type { Match } from "@duologue/protocol/models";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLog } from "../../src/log.ts";
import { verifyMatch } from "../../src/migrate-store/verify-match.ts";
import { collectionsOf } from "../../src/storage/mongo/collections.ts";
import { openSqliteStore } from "../../src/storage/sqlite/open-sqlite-store.ts";
import { systemClock } from "../../src/system-clock.ts";
import { scratchDirectory } from "../contract/scratch-directory.ts";
import { message, type Talk, talksOf } from "../contract/talk.ts";
import type { Person } from "../support/person.ts";
import { ServerProcess } from "../support/server-process.ts";
import { startTestServer } from "../support/test-server.ts";
import { openStore } from "./support/open-store.ts";
import { type ScratchDatabase, scratchDatabase } from "./support/scratch-database.ts";

const SCRIPT = new URL("../../../scripts/migrate-store.ts", import.meta.url).pathname;

let database: ScratchDatabase;
let directory: string;
beforeEach(async () => {
  database = await scratchDatabase();
  directory = scratchDirectory();
});
afterEach(() => database.dispose());

/** Runs the program, and kills it when it has said so many lines. */
async function move(lines = Number.POSITIVE_INFINITY): Promise<{ code: number | null; said: string[] }> {
  const child: ChildProcess = spawn(process.execPath, [SCRIPT, "--from", "sqlite", "--to", "mongodb"], {
    env: { PATH: process.env["PATH"], DATA_DIR: directory, MONGODB_URL: database.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const said: string[] = [];
  const hear = (line: string) => {
    said.push(line);
    if (said.length === lines) child.kill("SIGKILL");
  };
  if (child.stdout) createInterface(child.stdout).on("line", hear);
  if (child.stderr) createInterface(child.stderr).on("line", hear);
  const [code]: (number | null)[] = await ended;
  return { code: code ?? null, said };
}

/** As its last words tell whoever runs it, when a busy database kept it from ending. */
async function moveToTheEnd(): Promise<void> {
  for (let run = 1; (await move()).code !== 0; run += 1) expect(run).toBeLessThan(5);
}

const eventsOf = (person: Person, matchId: string) =>
  person.get<EventsPage>(`/api/messages/${matchId}/events?after=0`);
const listOf = async (person: Person) =>
  (await person.get<{ matches: Match[]; token: string }>("/api/matches?limit=100")).matches;

test("G4 G7 G15 what was in SQLite is in MongoDB: logs, lists, marks, likes, accounts and sessions; clients begin anew", async () => {
  const before = await startTestServer({ directory });
  const { alice, bob, matchId } = await before.signUpPair();
  const [carol, dave] = [await before.signUp("Carol"), await before.signUp("Dave")];
  const ended = await alice.matchWith(carol);
  await dave.like(alice);
  await bob.request("POST", `/api/people/${carol.id}/pass`);
  for (const n of [1, 2, 3]) await alice.send(matchId, `number ${n}`, { clientMessageId: `number-${n}` });
  await bob.request("POST", `/api/matches/${matchId}/read`, { seq: 2 });
  await carol.send(ended, "farewell");
  await carol.request("DELETE", `/api/matches/${ended}`);
  await bob.send(matchId, "the newest");
  const everybody = [alice, bob, carol, dave];
  const lists = await Promise.all(everybody.map(listOf));
  const log = await eventsOf(bob, matchId);
  const people = await bob.get("/api/people");
  const { token } = await bob.get<{ token: string }>("/api/matches");
  await before.stop();

  await moveToTheEnd();

  await using after = await startTestServer({ environment: { MONGODB_URL: database.url } });
  const there = everybody.map((person) => person.at(after.url));
  const [me, you, , fourth] = there as [Person, Person, Person, Person];
  expect(await Promise.all(there.map(listOf))).toStrictEqual(lists);
  expect(await eventsOf(you, matchId)).toMatchObject({ events: "reset" in log ? [] : log.events });
  expect(await you.get("/api/people")).toStrictEqual(people);
  expect(await you.get(`/api/sync?since=${token}`)).toStrictEqual({ reset: true });
  expect((await bob.at(after.url).signInAgain()).id).toBe(bob.id);
  // What was sent stays sent, and life goes on.
  expect((await me.send(matchId, "number 2", { clientMessageId: "number-2" })).seq).toBe(2);
  expect((await you.send(matchId, "over here")).seq).toBe(5);
  const liked = await me.matchWith(fourth);
  expect((await listOf(me)).map(({ id }) => id)).toStrictEqual([liked, matchId, ended]);
});

test("G15 killed at any point it goes on when it is run again, and no node serves what is half filled", async () => {
  const store = await openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
  const { talks } = await talksOf(store, 40);
  for (const [n, talk] of talks.entries()) await talk.add(message(n % 2 ? 1 : 0, `hello ${n}`));
  await store.close();
  const server = await startTestServer({ directory });
  await server.signUp("Zoe");
  await server.stop();

  let runs = 0;
  const isDone = (line: string) => line.startsWith("Everything is in the database");
  for (let lines = 1; ; lines += 1) {
    runs += 1;
    const { code, said } = await move(lines);
    if (said.some(isDone)) break;
    // Killed, or told to run it again.
    expect([null, 1]).toContain(code);
    if (lines !== 2) continue;
    await using node = new ServerProcess({ MONGODB_URL: database.url });
    expect(await node.exited()).toBe(1);
    expect(node.lines.join()).toContain("migrate-store");
  }
  expect(runs).toBeGreaterThan(4);
  const { event, match, person, place } = collectionsOf(database.connection.db);
  expect(await match.countDocuments()).toBe(40);
  expect(await event.countDocuments()).toBe(40);
  expect(await place.countDocuments()).toBe(80);
  expect(await person.countDocuments()).toBe(42);
  expect(await database.connection.db.collection("user").countDocuments()).toBe(1);

  const again = await move();
  expect(again).toMatchObject({ code: 1 });
  expect(again.said.join()).toContain("only an empty one");
});

test("a copy that is not what it was is told", async () => {
  const source = await openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
  const { talks } = await talksOf(source, 1);
  const [talk] = talks as [Talk];
  await talk.say("hello");
  await source.marks.raise(talk.match, talk.match.members[0], { readSeq: 1, at: 1 });
  await source.close();
  await moveToTheEnd();

  const kept = await openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
  const copy = await openStore(database.connection);
  await verifyMatch(talk.match, kept, copy);
  const { event } = collectionsOf(database.connection.db);
  expect(await event.updateOne({ body: "hello" }, { $set: { body: "hallo" } })).toMatchObject({
    modifiedCount: 1,
  });
  await expect(verifyMatch(talk.match, kept, copy)).rejects.toThrow("is not what it was");
  await event.deleteOne({ body: "hallo" });
  await expect(verifyMatch(talk.match, kept, copy)).rejects.toThrow("has 0 events where it had 1");
  await copy.close();
  await kept.close();
});
