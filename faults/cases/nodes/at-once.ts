import type { NodesWorld } from "../../nodes/nodes-world.ts";
import { repeatedSend } from "../../workload/repeated-send.ts";
import { hold } from "../hold.ts";
import type { Story } from "./story.ts";

const IDENTICAL = { times: 10, rounds: { short: 5, long: 100 } };
/** In short what a database on a busy machine takes within the five seconds that a send may wait for its turn. */
const MANY = { times: { short: 25, long: 100 }, rounds: { short: 1, long: 20 } };

export const identicalOverNodes: Story = {
  id: "F40-nodes",
  fault: "the same message is posted ten times at once, to two nodes",
  how: "five identical requests to each, in parallel, again and again",
  expected: "one 201 and the others 200, all with the same message (G3)",
  async happens(world, long) {
    const count = long ? IDENTICAL.rounds.long : IDENTICAL.rounds.short;
    let unavailable = 0;
    for (let round = 0; round < count; round += 1)
      unavailable += await sendUntilStored(world, IDENTICAL.times);
    return `${count} × ${IDENTICAL.times}, ${unavailable} at first unavailable`;
  },
};

export const manyOverNodes: Story = {
  id: "F59-nodes",
  fault: "many messages are posted to one conversation at once, to two nodes",
  how: "100 requests to each (25 in short), in parallel, again and again",
  expected: "all are stored once, and the numbers have no gap (G5)",
  async happens(world, long) {
    const [times, count] = long ? [MANY.times.long, MANY.rounds.long] : [MANY.times.short, MANY.rounds.short];
    let unavailable = 0;
    for (let round = 0; round < count; round += 1) {
      const sends = Array.from({ length: 2 * times }, () => sendUntilStored(world, 1));
      unavailable += (await Promise.all(sends)).reduce((sum, each) => sum + each, 0);
    }
    return `${count} × 2 × ${times}, ${unavailable} at first unavailable`;
  },
};

/** Answers how many attempts were unavailable: they are unknown (G2), and what is sent again is the same message. */
async function sendUntilStored(world: NodesWorld, times: number): Promise<number> {
  const n = world.nextNumber();
  const at = world.deployment.nodes.slice(0, 2).map(({ server }) => server.url);
  // Messages of one each go to the two nodes in turn, too.
  const first = await repeatedSend(world, world.pair, { times, n, at: n % 2 ? at : at.toReversed() });
  const { statuses, messages } = first;
  const unavailable = statuses.filter((status) => status === 503).length;
  hold(statuses.filter((status) => status === 201).length <= 1, `the answers were ${statuses}`);
  hold(
    statuses.every((status) => [200, 201, 503].includes(status)),
    `the answers were ${statuses}`,
  );
  for (let open = unavailable > 0; open; ) {
    const again = await repeatedSend(world, world.pair, { times: 1, n, key: first.key, at });
    messages.push(...again.messages);
    open = again.messages.length === 0;
  }
  hold(new Set(messages.map((message) => JSON.stringify(message))).size === 1, "the answers differ");
  return unavailable;
}
