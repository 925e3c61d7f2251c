import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fakedTimeFrom } from "../machine/faked-time.ts";
import { timesOf } from "../workload/database-dump.ts";
import { described } from "../workload/figures.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

const DAY_MS = 86_400_000;
/** From the time at which the sessions began; none expires. */
const JUMPS = ["-1h", "+1h", "-1d", "+6d", "-50y", "+0d"];

export const clockJumps: FaultCase = {
  id: "F38",
  fault: "clocks are wrong, and jump",
  how: "libfaketime moves the server's clock under load; one client is a day ahead, one a day behind",
  expected: "order is by seq, times never decrease along it, nobody is signed out, nothing storms",
  needs: ["faketime"],
  async run({ long, ...trial }) {
    await using world = await trial.open({ started: false });
    const clock = join(world.directory, "clock");
    writeFileSync(clock, "+0d\n");
    world.server.environment = fakedTimeFrom(clock);
    await world.server.start();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const traffic = world.traffic([
      { talker: await world.engine(pair, 0, { clockOffset: DAY_MS }), pair, rate: 5 },
      { talker: await world.engine(pair, 1, { clockOffset: -DAY_MS }), pair, rate: 5 },
    ]);
    traffic.begin();
    for (const jump of JUMPS) {
      writeFileSync(clock, `${jump}\n`);
      await delay(long ? 20_000 : 1_500);
    }
    traffic.stop();
    const figures = await world.verify();
    const times = timesOf(world.directory, pair.match);
    const sorted = times.toSorted();
    hold(
      times.every((time, index) => time === sorted[index]),
      "times decrease along the log",
    );
    return `${JUMPS.length} jumps: ${described(figures)}`;
  },
};
