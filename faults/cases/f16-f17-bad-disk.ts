import { setTimeout as delay } from "node:timers/promises";
import { Injection } from "../machine/injection.ts";
import { described } from "../workload/figures.ts";
import { repeatedSend } from "../workload/repeated-send.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

const FLUSHES = "fsync,fdatasync";
/** Longer than the heart-beats of a connection need to miss an answer. */
const SLOW_MS = 30_000;
/** Reads that must get through while one write waits for the disk. */
const READS = 5;
/**
 * When SQLite makes a log it flushes the directory after it, and does not look at what came of that: the flush that fails
 * comes after those two.
 */
const FIRST_FLUSHES = 2;
/** A server that can no longer trust its disk ends with this. */
const FAILED = 1;

export const slowDisk: FaultCase = {
  id: "F16",
  fault: "every flush of the disk takes half a second more",
  how: "strace delays fsync and fdatasync of the running process",
  expected: "sends wait together for few flushes, reads do not wait, nobody is disconnected",
  needs: ["strace"],
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody(2));
    traffic.begin();
    await waitUntil(() => world.plainClients().every(({ connects }) => connects === 1), {
      within: 30_000,
      what: "everybody connects",
    });
    {
      await using _ = await Injection.into(world.server.pid, `${FLUSHES}:delay_enter=500000`);
      const rounds = long ? 20 : 3;
      for (let round = 0; round < rounds; round += 1) await readsPassWrite(world, round);
      if (long) await delay(SLOW_MS);
    }
    traffic.stop();
    const connects = world.plainClients().map((client) => client.connects);
    hold(
      connects.every((count) => count === 1),
      `clients connected ${connects} times`,
    );
    return described(await world.verify());
  },
};

/** Begins a write, and reads again and again before it is answered. */
async function readsPassWrite(world: World, n: number): Promise<void> {
  const pair = world.pairs[1];
  hold(pair !== undefined, "there is no second pair");
  let answered = false;
  const write = repeatedSend(world, pair, { times: 1, n }).finally(() => {
    answered = true;
  });
  for (let read = 0; read < READS; read += 1) {
    const { status } = await pair.people[1].request("GET", `/api/messages/${pair.match}?limit=10`);
    hold(status === 200, `a read was answered with ${status}`);
    hold(!answered, `a write was answered before ${READS} reads that came with it`);
  }
  await write;
}

export const failedFlush: FaultCase = {
  id: "F17",
  fault: "a flush of the disk fails",
  how: "strace makes one fsync or fdatasync answer EIO",
  expected: "its messages are unknown, the process ends with a failure and comes back clean (G1)",
  needs: ["strace"],
  async run({ long, ...trial }) {
    await using world = await trial.open({ provokes: [/disk I\/O error|the store failed|Input\/output/] });
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody(10));
    traffic.begin();
    const rounds = long ? 20 : 2;
    const { server, random } = world;
    for (let round = 0; round < rounds; round += 1) {
      const when = FIRST_FLUSHES + 1 + random.below(20);
      await using _ = await Injection.into(server.pid, `${FLUSHES}:error=EIO:when=${when}`);
      server.expectEnd();
      const code = await server.ended();
      hold(code === FAILED, `the server ended with ${code}`);
      await server.start();
    }
    traffic.stop();
    return `${rounds} failed flushes: ${described(await world.verify())}`;
  },
};
