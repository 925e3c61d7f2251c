import { dumpConversation } from "../workload/database-dump.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

export const answerLost: FaultCase = {
  id: "F23",
  fault: "a request arrives and its answer is lost",
  how: "the proxy swallows everything from the server while messages are sent, then cuts",
  expected: "the retry gets the original; each message is stored once (G3)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(1);
    const rounds = long ? 10 : 2;
    const writers = await world.seatEverybody();
    const traffic = world.traffic(writers);
    for (let round = 0; round < rounds; round += 1) {
      world.proxy.set({ blackhole: true });
      const before = stored(world);
      for (const writer of writers) traffic.write(writer);
      await waitUntil(() => stored(world) >= before + writers.length, {
        within: 60_000,
        what: "what was sent is stored",
      });
      hold(
        writers.every(({ talker }) => talker.unsent() > 0),
        "an answer came through",
      );
      world.proxy.resetAll();
      world.proxy.heal();
      await waitUntil(() => writers.every(({ talker }) => talker.unsent() === 0), {
        within: 120_000,
        what: "everybody has an answer",
      });
    }
    const figures = await world.verify();
    hold(figures.unknown >= rounds * writers.length, "no answer was lost");
    return described(figures);
  },
};

function stored({ directory, pairs }: World): number {
  return pairs.reduce((sum, { match }) => sum + dumpConversation(directory, match).length, 0);
}
