import { setTimeout as delay } from "node:timers/promises";
import { added, described, type Figures, nothing } from "../workload/figures.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase, Trial } from "./fault-case.ts";

/** So many kills go by before everything is held to the invariants; then a new server begins with no data. */
const ROUND_KILLS = 100;
/** A server lives until it has acknowledged up to so many messages, whatever the machine is busy with. */
const LIFE_ACKS = 100;
/** … or for so long, in milliseconds, while nobody has found it again. */
const LIFE_MS = 3_000;
/** How often the next one does not even come to listen. */
const STILLBORN = 0.1;
const STILLBORN_MS = 300;
const GLANCE_MS = 2;

export const killAtRandom: FaultCase = {
  id: "F01",
  fault: "the server is killed at random times",
  how: "kill -9 under load, and start again on the same port and data",
  expected: "nothing that was acknowledged is lost, nothing is doubled, everybody converges",
  async run(trial) {
    const kills = trial.kills ?? (trial.long ? 100 : 8);
    let figures = nothing;
    let slowest = 0;
    for (let done = 0; done < kills; ) {
      const round = Math.min(ROUND_KILLS, kills - done);
      const seen = await killRound(trial, { kills: round, seed: trial.seed + done });
      figures = added(figures, seen.figures);
      slowest = Math.max(slowest, seen.slowest);
      done += round;
      if (kills > ROUND_KILLS) trial.progress(`${done} of ${kills} kills: ${described(figures)}`);
    }
    return `${kills} kills: ${described(figures)}; back within ${Math.round(slowest)} ms`;
  },
};

interface Round {
  figures: Figures;
  /** the longest that a server took to be back, in milliseconds */
  slowest: number;
}

async function killRound(trial: Trial, { kills, seed }: { kills: number; seed: number }): Promise<Round> {
  await using world = await trial.open({ seed });
  await world.signUpPairs(4);
  const traffic = world.traffic(await world.seatEverybody(20));
  traffic.begin();
  let slowest = 0;
  for (let kill = 0; kill < kills; kill += 1) slowest = Math.max(slowest, await killOnce(world));
  traffic.stop();
  return { figures: await world.verify(), slowest };
}

/** @returns how long the server took to be back, in milliseconds */
async function killOnce({ server, random, recorder }: World): Promise<number> {
  server.prepareNext();
  const enough = recorder.acknowledged + random.below(LIFE_ACKS);
  const deadline = performance.now() + LIFE_MS;
  while (recorder.acknowledged < enough && performance.now() < deadline) await delay(GLANCE_MS);
  await server.end("SIGKILL");
  const killed = performance.now();
  server.launch();
  if (random.chance(STILLBORN)) {
    await delay(random.fraction() * STILLBORN_MS);
    await server.end("SIGKILL");
    server.launch();
  }
  await server.ready();
  return performance.now() - killed;
}
