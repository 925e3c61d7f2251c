import { cpSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchDirectory } from "../../../test/contract/scratch-directory.ts";
import { message, talksOf } from "../../../test/contract/talk.ts";
import { VirtualClock } from "../../../test/support/virtual-clock.ts";
import { openLog } from "../../log.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";
import { renewEpoch } from "./renew-epoch.ts";

const open = (directory: string) =>
  openSqliteStore({ directory, clock: new VirtualClock(), log: openLog("silent") });

test("F63 G7 G15 after a restore every token and cursor from before is void, and the log is what the backup had", async () => {
  const directory = scratchDirectory();
  const backup = join(scratchDirectory(), "backup");
  const store = await open(directory);
  const { me, talks } = await talksOf(store, 2);
  const [it] = talks;
  await it?.say("before the backup");
  await store.close();
  cpSync(directory, backup, { recursive: true });

  const later = await open(directory);
  if (it) await later.log.insert(it.match, it.next(message(0, "after the backup")));
  const token = await later.matches.token(me);
  const { nextCursor } = await later.matches.list(me, undefined, 1);
  await later.close();

  const epoch = renewEpoch(join(backup, "duologue.db"));
  const restored = await open(backup);
  expect(restored.epoch).toBe(epoch);
  expect(restored.epoch).not.toBe(store.epoch);
  expect(await restored.matches.changed(me, token, 10)).toBeUndefined();
  await expect(restored.matches.list(me, nextCursor ?? "", 10)).rejects.toMatchObject({
    code: "validation_failed",
  });
  expect(await restored.log.after(it?.match.id ?? "", 0, 10)).toStrictEqual(it?.rows);
  await restored.close();
});
