import { places } from "../../server/src/failpoints/failpoint.ts";
import { described } from "../workload/figures.ts";
import { waitUntil } from "../workload/wait-until.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

/** Before the store, in it, behind it, in a push, and in reading. */
const THROWING = ["K1", "K2", "K3", "K4", "K5", "K6"] as const;

export const handlerThrows: FaultCase = {
  id: "F61",
  fault: "code that answers a request or an event throws",
  how: `it throws at each of ${THROWING.join(", ")} (FAILPOINT)`,
  expected:
    "that call is answered with internal and without a word of why, the process lives, the log has it",
  async run(trial) {
    await using world = await trial.open({ provokes: [/failing on purpose/] });
    await world.signUpPairs(1);
    const traffic = world.traffic(await world.seatEverybody());
    traffic.begin();
    const { server } = world;
    for (const place of THROWING) {
      await server.end("SIGKILL");
      server.environment = { FAILPOINT: `${place}:throw:${place === "K6" ? 1 : 3}` };
      const logged = server.log.length;
      await server.start();
      const thrown = () => server.log.slice(logged).some((line) => line.includes("failing on purpose"));
      await waitUntil(thrown, { within: 60_000, what: `throwing where ${places[place]}` });
      const { status } = await fetch(`${server.url}/readyz`);
      hold(status === 200, `after ${place} the server says ${status}`);
    }
    traffic.stop();
    return described(await world.verify());
  },
};
