import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EventsPage } from "@duologue/protocol/http";
import { expect, test } from "vitest";
import { scratchDirectory } from "../../server/test/contract/scratch-directory.ts";
import type { Person } from "../../server/test/support/person.ts";
import { startTestServer } from "../../server/test/support/test-server.ts";
import { BackupError } from "./backup-error.ts";
import { restoreBackup } from "./restore-backup.ts";
import { takeBackup } from "./take-backup.ts";

const now = new Date("2026-01-02T03:04:05.678Z");

async function eventsOf(person: Person, matchId: string, after = 0): Promise<EventsPage> {
  return person.get(`/api/messages/${matchId}/events?after=${after}`);
}
const textsOf = (page: EventsPage) =>
  "reset" in page
    ? "reset"
    : page.events.map((event) => (event.kind === "message" ? event.content : event.kind));

test("F63 G7 G15 a backup of a running server brings back the log, the accounts and the sessions, and a new epoch", async () => {
  const directory = scratchDirectory();
  const backup = join(scratchDirectory(), "backups", "monday");
  const server = await startTestServer({ directory });
  const { alice, bob, matchId } = await server.signUpPair();
  await alice.send(matchId, "before");
  // It is taken in the middle of what is being written.
  const sending = Array.from({ length: 30 }, (_, n) => bob.send(matchId, `during ${n}`));
  await sending[0];
  expect(takeBackup({ dataDir: directory, target: backup })).toBeGreaterThan(0);
  await Promise.all(sending);
  await alice.send(matchId, "after");
  const { token } = await alice.get<{ token: string }>("/api/matches");
  const page = await eventsOf(alice, matchId);
  await server.stop();

  const kept = restoreBackup({ backup, dataDir: directory, now });
  await using again = await startTestServer({ directory });
  const [me, you] = [alice.at(again.url), bob.at(again.url)];
  const restored = textsOf(await eventsOf(me, matchId));
  expect(restored).toContain("before");
  expect(restored).not.toContain("after");
  expect(restored).toStrictEqual(textsOf(page).slice(0, restored.length));
  expect((await you.signInAgain()).id).toBe(bob.id);
  const epoch = "reset" in page ? "" : page.epoch;
  expect(await me.get(`/api/messages/${matchId}/events?after=1&epoch=${epoch}`)).toStrictEqual({
    reset: true,
  });
  expect(await me.get(`/api/sync?since=${token}`)).toStrictEqual({ reset: true });
  expect(kept).toBe(join(directory, "before-restore-2026-01-02T03-04-05.678Z"));
  expect(readdirSync(kept ?? "")).toContain("duologue.db");
  expect(readdirSync(directory).filter((name) => name.startsWith("restoring-"))).toStrictEqual([]);
});

test("R9 only their owner can read a backup and what was restored from it", async () => {
  const [directory, elsewhere] = [scratchDirectory(), join(scratchDirectory(), "new")];
  const backup = join(scratchDirectory(), "backup");
  await using _server = await startTestServer({ directory });
  takeBackup({ dataDir: directory, target: backup });
  expect(restoreBackup({ backup, dataDir: elsewhere, now })).toBeUndefined();
  for (const place of [backup, elsewhere]) {
    expect(statSync(place).mode & 0o077).toBe(0);
    for (const name of ["duologue.db", "auth.db", "secrets.json"])
      expect(statSync(join(place, name)).mode & 0o077).toBe(0);
  }
});

test("a backup never replaces anything, and needs something to copy", () => {
  const directory = scratchDirectory();
  const target = join(scratchDirectory(), "taken");
  expect(() => takeBackup({ dataDir: directory, target })).toThrow(BackupError);
  mkdirSync(target);
  writeFileSync(join(target, "precious"), "");
  writeFileSync(join(directory, "duologue.db"), "");
  expect(() => takeBackup({ dataDir: directory, target })).toThrow("is there already");
  expect(readdirSync(target)).toStrictEqual(["precious"]);
});

test("nothing is restored under a running server, from a damaged file or from something else", async () => {
  const directory = scratchDirectory();
  const backup = join(scratchDirectory(), "backup");
  const other = scratchDirectory();
  await using server = await startTestServer({ directory });
  takeBackup({ dataDir: directory, target: backup });
  expect(() => restoreBackup({ backup, dataDir: directory, now })).toThrow("Another process already uses");
  expect(() => restoreBackup({ backup: other, dataDir: directory, now })).toThrow("is no backup");
  expect((await server.fetch("/readyz")).status).toBe(200);

  writeFileSync(join(backup, "duologue.db"), "not a database at all");
  expect(() => restoreBackup({ backup, dataDir: other, now })).toThrow("cannot be read as a database");
  expect(existsSync(join(other, "duologue.db"))).toBe(false);
  expect(readdirSync(other).filter((name) => name !== "owner.lock")).toStrictEqual([]);
});
