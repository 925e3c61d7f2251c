import { described } from "../../workload/figures.ts";
import type { FaultCase } from "../fault-case.ts";
import { identicalOverNodes, manyOverNodes } from "./at-once.ts";
import { firstStart } from "./first-start.ts";
import { frozenNode } from "./frozen-node.ts";
import { outages } from "./outages.ts";
import { rollingRestart } from "./rolling-restart.ts";
import type { Story } from "./story.ts";

const RATE_LONG = 5;
/**
 * What a node logs while it cannot reach the database. One that takes longer than 4.5 s to answer, as FerretDB does at
 * times on a machine that does much else, is out of reach.
 */
const OUTAGE = [/"code":"unavailable"/, /"part":"accounts"/];

/** Everybody writes, something happens, everybody gets on with it, and every promise still holds. */
function onThreeNodes({ happens, ...story }: Story): FaultCase {
  return {
    ...story,
    needs: ["mongodb", "redis"],
    async run({ long, openNodes }) {
      await using world = await openNodes({ provokes: OUTAGE, ...(long && { rate: RATE_LONG }) });
      const traffic = await world.begin();
      const seen = await happens(world, long);
      await world.progress();
      traffic.stop();
      const figures = described(await world.verify());
      return seen === undefined ? figures : `${seen}: ${figures}`;
    },
  };
}

export const nodesCases: readonly FaultCase[] = [
  ...[...outages, frozenNode, rollingRestart, identicalOverNodes, manyOverNodes].map(onThreeNodes),
  firstStart,
];
