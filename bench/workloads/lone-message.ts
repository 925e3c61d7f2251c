import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureCommit, measureFlush } from "../limits/disk.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { Echoes } from "../load/echoes.ts";
import type { Latencies } from "../stats/latencies.ts";
import type { Arena } from "./arena.ts";
import type { Plan } from "./interleave.ts";
import { measureRound } from "./round.ts";

const DISK_REPETITIONS = 300;
/** As many messages as it takes compilers and caches to settle, in seconds instead of minutes. */
const WARM_UP_IN_FLIGHT = 64;

/** What one turn gave; p50s in milliseconds, all measured within the same seconds. */
export interface LoneTurn {
  ours: number;
  naive: number;
  twin: number;
  /** one COMMIT of one row */
  commit: number;
  /** one append of 4 KB and its flush */
  flush: number;
  /** a frame to the raw WebSocket server and back */
  roundTrip: number;
}

/** Its warm-ups have many messages at a time. */
export interface LonePlan extends Plan {
  roundMs: number;
  warmUpMs: number;
}

/** One message at a time with nothing else going on: what a person feels, against what the disk and the wire take. */
export async function measureLoneMessages(
  arena: Arena,
  { rounds, roundMs, warmUps, warmUpMs }: LonePlan,
): Promise<LoneTurn[]> {
  const directory = await mkdtemp(join(tmpdir(), "bench-disk-"));
  const turns: LoneTurn[] = [];
  const alone = async (sender: Arena["ours"]) => {
    const round = await sender.inTurn("socket", (traffic) => closedLoop(traffic, 1, roundMs));
    return p50(round.latencies.delivered);
  };
  for (const sender of [arena.ours, arena.naive, arena.twin]) {
    const warmUp = () =>
      sender.inTurn("socket", (traffic) => closedLoop(traffic, WARM_UP_IN_FLIGHT, warmUpMs));
    for (let turn = 0; turn < warmUps; turn += 1) await warmUp();
  }
  for (let turn = 0; turn < rounds; turn += 1)
    turns.push({
      ours: await alone(arena.ours),
      commit: p50(measureCommit(directory, DISK_REPETITIONS)),
      roundTrip: await roundTrip(arena, roundMs),
      naive: await alone(arena.naive),
      flush: p50(measureFlush(directory, DISK_REPETITIONS)),
      twin: await alone(arena.twin),
    });
  await rm(directory, { recursive: true });
  return turns;
}

async function roundTrip(arena: Arena, milliseconds: number): Promise<number> {
  const echoes = await Echoes.overSockets(arena.socketEcho.url, 1);
  await measureRound(arena.socketEcho.pid, echoes, (traffic) => closedLoop(traffic, 1, milliseconds));
  echoes.close();
  return p50(echoes.acknowledged);
}

function p50(latencies: Latencies | undefined): number {
  return latencies?.percentile(50) ?? Number.NaN;
}
