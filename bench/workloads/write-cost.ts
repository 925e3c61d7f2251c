import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Template } from "../contenders/template.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { countingFlushes, flushesNoted } from "../machine/flush-count.ts";
import { watchWal } from "../machine/wal-bytes.ts";
import type { Setting } from "./arena.ts";
import { Sender } from "./sender.ts";

export interface WriteCost {
  /** appended to the WAL per message; undefined when the databases cannot be read from outside */
  walBytes: number | undefined;
  /** fsync and fdatasync calls per message; undefined when they were not counted */
  flushes: number | undefined;
}

export interface WriteCostPlan {
  inFlight: number;
  milliseconds: number;
  countFlushes: boolean;
}

/** What a saturated server asks of the disk, on a server of its own: counting disturbs. */
export async function measureWriteCost(
  template: Template,
  setting: Setting,
  plan: WriteCostPlan,
): Promise<WriteCost> {
  const notes = await mkdtemp(join(tmpdir(), "bench-flushes-"));
  const noteFile = join(notes, "calls");
  const prefix = plan.countFlushes
    ? [...setting.serverPrefix, ...countingFlushes(noteFile)]
    : setting.serverPrefix;
  try {
    await using server = await template.start({ prefix });
    const sender = await Sender.open(server, template.population, setting.pairs);
    const wal = watchWal(server.directory);
    const flushesBefore = plan.countFlushes ? flushesNoted(noteFile) : 0;
    const round = await sender.inTurn("socket", (traffic) =>
      closedLoop(traffic, plan.inFlight, plan.milliseconds),
    );
    const flushes = plan.countFlushes ? flushesNoted(noteFile) - flushesBefore : undefined;
    const messages = round.latencies.acknowledged?.count ?? Number.NaN; // with those that were answered after the end
    const walBytes = wal?.bytes();
    wal?.close();
    sender.close();
    return {
      walBytes: walBytes === undefined ? undefined : walBytes / messages,
      flushes: flushes === undefined ? undefined : flushes / messages,
    };
  } finally {
    await rm(notes, { recursive: true });
  }
}
