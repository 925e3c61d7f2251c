import type { SupervisedServer } from "../../server/supervised-server.ts";
import { described } from "../../workload/figures.ts";
import type { FaultCase } from "../fault-case.ts";

/** In short not every step. */
const STRIDE = { short: 4, long: 1 };

export const firstStart: FaultCase = {
  id: "F57",
  fault: "nodes start at once on an empty database, and die at any step of preparing it",
  how: "two kill themselves at each step (K7), again and again; then three start at once",
  expected: "the next start goes on where they were, and all nodes know the same keys and secrets (G15)",
  needs: ["mongodb", "redis"],
  async run({ long, openNodes }) {
    await using world = await openNodes({ started: false });
    const { nodes } = world.deployment;
    let deaths = 0;
    for (let step = 1; ; step += long ? STRIDE.long : STRIDE.short) {
      const died = await Promise.all(nodes.slice(0, 2).map(({ server }) => diesAt(server, step)));
      if (!died.every(Boolean)) break;
      deaths += died.length;
    }
    await world.deployment.start();
    const traffic = await world.begin();
    await world.progress();
    traffic.stop();
    return `${deaths} deaths: ${described(await world.verify())}`;
  },
};

/** Whether it died before it was ready; it is gone in any case. */
async function diesAt(server: SupervisedServer, step: number): Promise<boolean> {
  const environment = server.environment;
  server.environment = { ...environment, FAILPOINT: `K7:kill:${step}` };
  server.launch();
  server.expectEnd();
  server.environment = environment;
  const died = await server.ready().then(
    () => false,
    () => true,
  );
  await server.end("SIGKILL");
  return died;
}
