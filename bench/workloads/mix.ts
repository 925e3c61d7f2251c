import type { ServerProcess } from "../contenders/server-process.ts";
import type { Template } from "../contenders/template.ts";
import { closedLoop } from "../load/closed-loop.ts";
import { Crew } from "../load/crew.ts";
import { Mix } from "../load/mix.ts";
import { openLoop, type Punctuality, poissonSchedule } from "../load/open-loop.ts";
import type { Traffic } from "../load/traffic.ts";
import { seededRandom } from "../stats/seeded-random.ts";
import type { Setting } from "./arena.ts";
import { type Interleaved, interleave, type Plan } from "./interleave.ts";
import { findKnee, type Knee } from "./knee.ts";
import { measureRound, type Round } from "./round.ts";

const SHARE_OF_THE_KNEE = 0.7;
const OFFLINE_EVERY = 5;
const TWO_DEVICES_EVERY = 10;

export interface MixResult {
  naiveKnee: Knee;
  openPerSecond: number;
  /** contestants ours and naive at the same rate */
  open: Interleaved;
}

interface Mixed extends AsyncDisposable {
  round(drive: (traffic: Traffic) => Promise<Punctuality | undefined>): Promise<Round>;
}

/** W3 at 70 % of what the naive server can take of it. */
export async function measureMix(
  setting: Setting,
  plan: Plan & { roundMs: number; kneeMs: number },
): Promise<MixResult> {
  await using ours = await enter(setting.ours, setting.serverPrefix);
  await using naive = await enter(setting.naive, setting.serverPrefix);
  await ours.round((traffic) => closedLoop(traffic, 32, plan.kneeMs)); // warms up; its own knee is not needed
  const naiveKnee = await findKnee(async (drive) => (await naive.round(drive)).perSecond, plan.kneeMs);
  const openPerSecond = naiveKnee.perSecond * SHARE_OF_THE_KNEE;
  const random = seededRandom(5);
  const round = (mixed: Mixed) => () => {
    const schedule = poissonSchedule(random, openPerSecond, plan.roundMs);
    return mixed.round((traffic) => openLoop(traffic, schedule, setting.ownCore));
  };
  const contestants = [
    { name: "ours", round: round(ours) },
    { name: "naive", round: round(naive) },
  ];
  return { naiveKnee, openPerSecond, open: await interleave(contestants, plan) };
}

async function enter(template: Template, prefix: readonly string[]): Promise<Mixed> {
  await using resources = new AsyncDisposableStack();
  const server = resources.use(await template.start({ prefix }));
  const crew = await Crew.assemble(() => server.url, template.population, {
    devicesOf: (place) => (place % OFFLINE_EVERY === 4 ? 0 : place % TWO_DEVICES_EVERY === 0 ? 2 : 1),
    joined: [],
  });
  resources.defer(() => crew.close());
  const owned = resources.move();
  const random = seededRandom(6);
  return {
    round: (drive) => mixRound({ server, crew, template, random }, drive),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function mixRound(
  parts: { server: ServerProcess; crew: Crew; template: Template; random: () => number },
  drive: (traffic: Traffic) => Promise<Punctuality | undefined>,
): Promise<Round> {
  const { server, crew, template, random } = parts;
  const { historyPath } = template.contender;
  const mix = await Mix.open({ url: server.url, crew, random, historyPath });
  const round = await measureRound(server.pid, mix, drive);
  await crew.drain();
  mix.close();
  const { acknowledged, delivered } = mix.record;
  return { ...round, latencies: { ...round.latencies, acknowledged, delivered, pages: mix.pages } };
}
