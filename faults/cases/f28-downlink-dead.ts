import { setTimeout as delay } from "node:timers/promises";
import { dumpConversation } from "../workload/database-dump.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

/** Longer than heart-beats need to find out, and shorter. */
const DEAD_MS = { long: 30_000, short: 4_000 };

export const downlinkDead: FaultCase = {
  id: "F28",
  fault: "everything goes up, and nothing comes down",
  how: "the proxy carries what clients say and keeps back what the server says",
  expected: "what is sent is stored; afterwards everybody sees it once (G3, G9)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const stored = () => dumpConversation(world.directory, pair.match).length;
    const traffic = world.traffic(await world.seatEverybody(2));
    traffic.begin();
    const times = long ? 5 : 1;
    for (let time = 0; time < times; time += 1) {
      await waitUntil(() => stored() > 0, { within: 30_000, what: "something is stored" });
      const before = stored();
      world.proxy.set({ stalled: { up: false, down: true } });
      await waitUntil(() => stored() > before, { within: 30_000, what: "what is sent is stored" });
      await delay(long ? DEAD_MS.long : DEAD_MS.short);
      world.proxy.heal();
    }
    traffic.stop();
    return `${times} times: ${described(await world.verify())}`;
  },
};
