import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDiskRecord, recordingDisk } from "../machine/disk-record.ts";
import { UnpluggedDisk } from "../machine/unplugged-disk.ts";
import { dumpConversation } from "../workload/database-dump.ts";
import { added, described, nothing } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

/** So many messages are acknowledged before the power is cut, and so many more at most. */
const ACKS = 30;
const MORE_ACKS = 100;

export const powerCut: FaultCase = {
  id: "F13",
  fault: "the power is cut",
  how: "strace records what the server writes and flushes; after a kill -9 the files become what was flushed, and of the rest whatever chance leaves",
  expected:
    "everything acknowledged is there; on a disk that forgets what it has flushed it is not, which shows that this looks (G1)",
  needs: ["strace"],
  async run({ long, progress, ...trial }) {
    const cuts = long ? 50 : 2;
    let figures = nothing;
    let forgotten = 0;
    for (let cut = 0; cut < cuts; cut += 1) {
      await using world = await trial.open({ seed: trial.seed + cut });
      forgotten += await cutOnce(world);
      figures = added(figures, await world.verify());
      if (long) progress(`${cut + 1} of ${cuts} cuts: ${described(figures)}`);
    }
    return `${cuts} cuts: ${described(figures)}; a disk that forgets loses ${forgotten}`;
  },
};

/** @returns how many acknowledged messages a disk would have lost that forgets what it has flushed */
async function cutOnce(world: World): Promise<number> {
  const { server, directory, recorder, random } = world;
  await world.signUpPairs(2);
  await server.end("SIGTERM");
  const home = mkdtempSync(join(tmpdir(), "duologue-power-"));
  try {
    const before = join(home, "before");
    const record = join(home, "record");
    cpSync(directory, before, { recursive: true });
    server.prefix = recordingDisk(record);
    await server.start();
    server.prefix = [];
    const traffic = world.traffic(await world.seatEverybody(5));
    traffic.begin();
    const enough = recorder.acknowledged + ACKS + random.below(MORE_ACKS);
    await waitUntil(() => recorder.acknowledged >= enough, { within: 120_000, what: "people talk" });
    await server.end("SIGKILL");
    const acknowledged = recorder.acknowledged;
    await restore(new UnpluggedDisk(before, { random }), { record, before, directory });
    const forgetful = join(home, "forgetful");
    const disk = new UnpluggedDisk(before, { random, forgets: (path) => path.endsWith("-wal") });
    await restore(disk, { record, before, directory: forgetful });
    const kept = world.pairs.reduce((sum, { match }) => sum + dumpConversation(forgetful, match).length, 0);
    hold(kept < acknowledged, "a disk that forgets what it has flushed loses nothing: this proves nothing");
    await server.start();
    traffic.stop();
    return acknowledged - kept;
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** The directory becomes what is found when the power is back. */
async function restore(
  disk: UnpluggedDisk,
  { record, before, directory }: { record: string; before: string; directory: string },
): Promise<void> {
  for await (const call of readDiskRecord(record)) disk.call(call);
  rmSync(directory, { recursive: true, force: true });
  cpSync(before, directory, { recursive: true });
  disk.plugIn(directory);
}
