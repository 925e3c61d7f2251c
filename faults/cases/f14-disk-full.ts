import { SmallDisk } from "../machine/small-disk.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";
import { refusals } from "./refusals.ts";

const MEGABYTES = 32;

export const diskFull: FaultCase = {
  id: "F14",
  fault: "the disk becomes full under load, and is freed",
  how: "the data is on a small file system in memory, which a file fills",
  expected: "sends get 503, reads go on, nothing is damaged, and it recovers without a restart",
  needs: ["tmpfs"],
  async run({ long, ...trial }) {
    using disk = SmallDisk.mount(MEGABYTES);
    await using world = await trial.open({ directory: disk.path });
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody(10), 500);
    traffic.begin();
    const times = long ? 10 : 2;
    for (let time = 0; time < times; time += 1) await fillOnce(world, disk);
    traffic.stop();
    return `${times} times full: ${described(await world.verify())}`;
  },
};

async function fillOnce({ server, pairs, recorder }: World, disk: SmallDisk): Promise<void> {
  const [pair] = pairs;
  hold(pair !== undefined, "there is no pair");
  const [reader] = pair.people;
  const { pid } = server;
  const refused = refusals(recorder);
  disk.fill();
  await waitUntil(() => refusals(recorder) > refused, {
    within: 60_000,
    what: "sends are answered with 503",
  });
  const { status } = await reader.request("GET", `/api/messages/${pair.match}`);
  hold(status === 200, `reading was answered with ${status} while the disk was full`);
  const alive = await fetch(`${server.url}/livez`);
  hold(alive.status === 200, `the server said ${alive.status} while the disk was full`);
  disk.free();
  const before = recorder.acknowledged;
  await waitUntil(() => recorder.acknowledged > before + 10, {
    within: 120_000,
    what: "sends are stored again",
  });
  hold(server.pid === pid, "the server was started again");
}
