import { described } from "../workload/figures.ts";
import { repeatedSend } from "../workload/repeated-send.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

const AT_ONCE = 200;

export const hotConversation: FaultCase = {
  id: "F59",
  fault: "200 messages are posted to one conversation at once",
  how: "as many requests in parallel, again and again",
  expected: "all are answered with 201, and the numbers have no gap (G5)",
  async run({ long, ...trial }) {
    await using world = await trial.open();
    const [pair] = await world.signUpPairs(1);
    hold(pair !== undefined, "there is no pair");
    const rounds = long ? 50 : 3;
    for (let round = 0; round < rounds; round += 1) {
      const sends = Array.from({ length: AT_ONCE }, (_, index) =>
        repeatedSend(world, pair, { times: 1, n: round * AT_ONCE + index }),
      );
      const statuses = (await Promise.all(sends)).flatMap((send) => send.statuses);
      hold(
        statuses.every((status) => status === 201),
        `the answers were ${[...new Set(statuses)]}`,
      );
    }
    return `${rounds} × ${AT_ONCE}: ${described(await world.verify())}`;
  },
};
