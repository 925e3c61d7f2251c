import { type Place, places } from "../../server/src/failpoints/failpoint.ts";
import { described } from "../workload/figures.ts";
import type { World } from "../workload/world.ts";
import type { FaultCase, Trial } from "./fault-case.ts";
import { hold } from "./hold.ts";

/** Places that a server under load comes to by itself. */
const UNDER_LOAD: readonly Place[] = ["K1", "K2", "K3", "K4", "K5", "K6"];
/** At which of the first so many times at a place the server is killed. */
const TIMES = 10;

export const killAtFailpoints: FaultCase = {
  id: "F02",
  fault: "the server dies between any two steps",
  how: `it kills itself at each of ${Object.keys(places).join(", ")} (FAILPOINT)`,
  expected: "what was stored without an answer is stored once, what was not pushed arrives, no step is half",
  async run(trial) {
    const rounds = trial.kills ?? (trial.long ? 20 : 1);
    await using world = await trial.open();
    await world.signUpPairs(2);
    const traffic = world.traffic(await world.seatEverybody());
    traffic.begin();
    for (let round = 0; round < rounds; round += 1) {
      for (const place of UNDER_LOAD) await diesAt(world, place, 1 + world.random.below(TIMES));
      await diesEndingMatch(world);
      await diesStopping(world);
    }
    traffic.stop();
    const figures = await world.verify();
    for (let round = 0; round < rounds; round += 1) await diesMigrating(trial);
    return `${rounds} × ${Object.keys(places).length} deaths: ${described(figures)}`;
  },
};

async function arm({ server }: World, place: Place, at: number): Promise<void> {
  await server.end("SIGKILL");
  server.environment = { FAILPOINT: `${place}:kill:${at}` };
  await server.start();
  server.expectEnd();
}

async function comeBack({ server }: World): Promise<void> {
  server.environment = {};
  await server.start();
}

async function diesAt(world: World, place: Place, at: number): Promise<void> {
  // Pages are read when somebody connects, and every few seconds.
  await arm(world, place, place === "K6" ? 1 : at);
  await world.server.ended();
  await comeBack(world);
}

/** K8: the end of the match holds, although no list had heard of it. */
async function diesEndingMatch(world: World): Promise<void> {
  const [pair] = await world.signUpPairs(1);
  hold(pair !== undefined, "there is no pair");
  const [one, other] = pair.people;
  await arm(world, "K8", 1);
  const cut = one.request("DELETE", `/api/matches/${pair.match}`).then(
    (response) => response.status,
    () => "nothing",
  );
  await world.server.ended();
  hold((await cut) === "nothing", `ending a match was answered with ${await cut} by a dying server`);
  await comeBack(world);
  const seen = await other.get<{ status: string }>(`/api/matches/${pair.match}`);
  hold(seen.status === "closed", "the end of a match that was stored does not hold");
  const { status } = await other.request("POST", `/api/messages/${pair.match}`, { content: "too late" });
  hold(status === 409, `a message after the end of the match was answered with ${status}`);
}

async function diesStopping(world: World): Promise<void> {
  await arm(world, "K9", 1);
  world.server.signal("SIGTERM");
  await world.server.ended();
  await comeBack(world);
}

/** K7: the next start takes the step that was not committed. */
async function diesMigrating(trial: Trial): Promise<void> {
  await using world = await trial.open({ started: false, environment: { FAILPOINT: "K7:kill" } });
  const { server } = world;
  server.launch();
  server.expectEnd();
  await server.ended();
  await comeBack(world);
  await world.signUpPairs(1);
  await world.verify();
}
