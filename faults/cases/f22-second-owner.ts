import { SupervisedServer } from "../server/supervised-server.ts";
import { described } from "../workload/figures.ts";
import type { FaultCase } from "./fault-case.ts";
import { hold } from "./hold.ts";

export const secondOwner: FaultCase = {
  id: "F22",
  fault: "a second server is started on the same data",
  how: "two processes on one directory; then the first is killed",
  expected: "the second refuses and does no harm; once the first is dead it starts at once",
  async run(trial) {
    await using world = await trial.open();
    await world.signUpPairs(1);
    const traffic = world.traffic(await world.seatEverybody(10));
    traffic.begin();
    const { directory, recorder, server } = world;
    await using second = await SupervisedServer.prepare({
      directory,
      recorder,
      provokes: [/Another process already uses this data/],
    });
    second.launch();
    second.expectEnd();
    const code = await second.ended();
    hold(code !== 0 && code !== null, `the second server ended with ${code}`);
    await server.end("SIGKILL");
    await second.start();
    await second.end("SIGKILL");
    await server.start();
    traffic.stop();
    return described(await world.verify());
  },
};
