import { Injection } from "../machine/injection.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";
import { refusals } from "./refusals.ts";

/** Every way in which SQLite changes a file; sockets and the log use others. */
const WRITES = "pwrite64,ftruncate,fallocate";

export const readOnlyDisk: FaultCase = {
  id: "F19",
  fault: "the file system turns read-only under load, and is mounted for writing again",
  how: "strace answers every write to a file with EROFS: Linux itself turns none read-only that is being written",
  expected: "sends get 503, readiness says no, reads go on, and it recovers without a restart",
  needs: ["strace"],
  async run({ long, ...trial }) {
    await using world = await trial.open();
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody());
    traffic.begin();
    const times = long ? 10 : 1;
    for (let time = 0; time < times; time += 1) await turnOnce(world);
    traffic.stop();
    return `${times} times read-only: ${described(await world.verify())}`;
  },
};

async function turnOnce({ server, pairs, recorder }: World): Promise<void> {
  const [pair] = pairs;
  hold(pair !== undefined, "there is no pair");
  const { pid } = server;
  {
    await using _ = await Injection.into(pid, `${WRITES}:error=EROFS`);
    const refused = refusals(recorder);
    await waitUntil(() => refusals(recorder) > refused, {
      within: 60_000,
      what: "sends are answered with 503",
    });
    const { status } = await pair.people[0].request("GET", `/api/messages/${pair.match}`);
    hold(status === 200, `reading was answered with ${status} while nothing could be written`);
    const ready = await fetch(`${server.url}/readyz`);
    hold(ready.status === 503, `the server said ${ready.status} to whether it is ready`);
  }
  const before = recorder.acknowledged;
  await waitUntil(() => recorder.acknowledged > before + 10, {
    within: 120_000,
    what: "sends are stored again",
  });
  hold(server.pid === pid, "the server was started again");
}
