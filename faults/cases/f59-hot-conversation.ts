import { described } from "../workload/figures.ts";
import { repeatedSend } from "../workload/repeated-send.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

const AT_ONCE = { long: 200, short: 100 };

export const hotConversation: FaultCase = {
  id: "F59",
  fault: "many messages are posted to one conversation at once",
  how: "200 requests in parallel (100 in short), again and again",
  expected: "all are answered with 201, and the numbers have no gap (G5)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const rounds = long ? 50 : 3;
    const atOnce = long ? AT_ONCE.long : AT_ONCE.short;
    for (let round = 0; round < rounds; round += 1) {
      const sends = Array.from({ length: atOnce }, (_, index) =>
        repeatedSend(world, pair, { times: 1, n: round * atOnce + index }),
      );
      const statuses = (await Promise.all(sends)).flatMap((send) => send.statuses);
      hold(
        statuses.every((status) => status === 201),
        `the answers were ${[...new Set(statuses)]}`,
      );
    }
    return `${rounds} × ${atOnce}: ${described(await world.verify())}`;
  },
};
