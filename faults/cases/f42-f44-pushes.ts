import { setTimeout as delay } from "node:timers/promises";
import type { Weather } from "../chaos-proxy/weather.ts";
import { described } from "../workload/figures.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

interface Game extends Pick<FaultCase, "id" | "fault" | "expected"> {
  pushes: Partial<Weather["pushes"]>;
}

export const pushesSwapped = gameCase({
  id: "F42",
  fault: "every second push comes after the next one",
  expected: "shown in order, each once; a gap is fetched at most once (G9)",
  pushes: { swapped: 0.5 },
});

export const pushesDoubled = gameCase({
  id: "F43",
  fault: "every second push comes twice",
  expected: "each is shown once (G9)",
  pushes: { doubled: 0.5 },
});

export const pushesDropped = gameCase({
  id: "F44",
  fault: "30 % of the pushes are lost",
  expected: "everybody shows everything within 30 s (G8)",
  pushes: { dropped: 0.3 },
});

/** The pushes stay as they are until the end: what was lost is made up for without them. */
function gameCase({ id, fault, expected, pushes }: Game): FaultCase {
  return {
    id,
    fault,
    how: "the proxy plays with whole WebSocket frames",
    expected,
    async run({ long, ...trial }) {
      await using world = await trial.open();
      await world.signUpPairs(3);
      world.proxy.set({ pushes: { dropped: 0, doubled: 0, swapped: 0, ...pushes } });
      const traffic = world.traffic(await world.seatEverybody(3));
      traffic.begin();
      await delay(long ? 60_000 : 5_000);
      traffic.stop();
      const figures = await world.verify();
      hold(world.proxy.played > 0, "the proxy met no push to play with");
      return `${world.proxy.played} pushes met it: ${described(figures)}`;
    },
  };
}
