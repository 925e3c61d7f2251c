import { FragileDisk } from "../machine/fragile-disk.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";
import { refusals } from "./refusals.ts";

const MEGABYTES = 64;

export const readOnlyDisk: FaultCase = {
  id: "F19",
  fault: "the file system turns read-only under load",
  how: "the data is on an ext4 of its own, which is told that it has met an error (errors=remount-ro)",
  expected: "sends get 503, readiness says no, reads go on; after a repair and a new start all is there",
  needs: ["ext4"],
  async run({ long, ...trial }) {
    using disk = FragileDisk.mount(MEGABYTES);
    await using world = await trial.open({ directory: disk.path });
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody());
    traffic.begin();
    const times = long ? 5 : 1;
    for (let time = 0; time < times; time += 1) await failOnce(world, disk);
    traffic.stop();
    return `${times} times read-only: ${described(await world.verify())}`;
  },
};

async function failOnce({ server, pairs, recorder }: World, disk: FragileDisk): Promise<void> {
  const [pair] = pairs;
  hold(pair !== undefined, "there is no pair");
  const { pid } = server;
  const refused = refusals(recorder);
  disk.fail();
  await waitUntil(() => refusals(recorder) > refused, {
    within: 60_000,
    what: "sends are answered with 503",
  });
  const { status } = await pair.people[0].request("GET", `/api/messages/${pair.match}`);
  hold(status === 200, `reading was answered with ${status} while nothing could be written`);
  const ready = await fetch(`${server.url}/readyz`);
  hold(ready.status === 503, `the server said ${ready.status} to whether it is ready`);
  hold(server.pid === pid, "the server was started again");
  await server.end("SIGKILL");
  disk.repair();
  await server.start();
  const before = recorder.acknowledged;
  await waitUntil(() => recorder.acknowledged > before + 10, {
    within: 120_000,
    what: "sends are stored again",
  });
}
