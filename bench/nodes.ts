/**
 * `npm run bench:nodes`: what it costs to be one node of several, with Redis between them.
 *
 * Measures: servers on this machine. Each has a copy of the same data in SQLite, so that what one tells the others is
 * heard by them, and no database between them costs anything. Delivery with Redis running and with Redis stopped, in
 * turns; how much later a message arrives on another node, in round trips to Redis; the CPU of each node for a message.
 * Does not measure: MongoDB, a network, or three nodes at full load at once, for which this machine has too few cores.
 * How much three nodes can do is calculated from the shares of CPU: one time in three both people are on one node, two
 * times in three each is on another, and the remaining nodes have nothing to do with the message.
 */
import { parseArgs } from "node:util";
import { OwnRedis } from "../scripts/services/own-redis.ts";
import { ours } from "./contenders/ours.ts";
import { Template } from "./contenders/template.ts";
import { closedLoop } from "./load/closed-loop.ts";
import { describeEnvironment } from "./machine/environment.ts";
import { startNode, untilRedisIs } from "./nodes/deployment.ts";
import { measureLag } from "./nodes/lag.ts";
import { RoundTrips } from "./nodes/round-trip.ts";
import { ShareMeter } from "./nodes/shares.ts";
import { median } from "./stats/quantile.ts";
import { Sender } from "./workloads/sender.ts";

const PAIRS = 25;
const LAGS = 200;

const { values } = parseArgs({ options: { rounds: { type: "string", default: "7" } } });
const rounds = Number(values.rounds);
const ROUND_MS = 3_000;

await using open = new AsyncDisposableStack();
const template = await Template.make(ours, { people: PAIRS * 4, conversations: PAIRS * 2 });
open.defer(() => template.remove());
const redis = open.use(await OwnRedis.start());
const origin = open.use(await startNode(template, redis));
const relevant = open.use(await startNode(template, redis));
const irrelevant = open.use(await startNode(template, redis));
const alone = open.use(await startNode(template));

const lags: number[] = [];
{
  using roundTrips = await RoundTrips.open(redis);
  for (let round = 0; round < rounds; round += 1) {
    const options = { times: LAGS, firstNumber: round * LAGS, roundTrips };
    lags.push(await measureLag({ near: origin, far: relevant }, template.population, options));
  }
}
say("later on another node, in round trips to Redis", lags, "≤ 2.5");

const meter = open.use(await ShareMeter.open({ alone, origin, relevant, irrelevant }, template.population));
const shares = [];
for (let round = 0; round < rounds; round += 1) shares.push(await meter.measure(ROUND_MS));
say(
  "CPU for an irrelevant message / for a relevant one",
  shares.map((share) => share.irrelevant / share.relevant),
  "≤ 0.05",
);
say(
  "three nodes / one, from the shares",
  shares.map(({ single, together, origin, relevant, irrelevant }) => {
    const ofAll = together / 3 + (2 / 3) * (origin + relevant) + (4 / 3) * irrelevant;
    return (3 * single) / ofAll;
  }),
  "≥ 2.4",
);
for (const what of ["single", "together", "origin", "relevant", "irrelevant"] as const)
  say(
    `  CPU of a message, µs: ${what}`,
    shares.map((share) => share[what]),
  );

// On a node that has stored nothing yet: what was sent before would be a repetition here.
const fresh = open.use(await startNode(template, redis));
const sender = await Sender.open(fresh, template.population, PAIRS);
const deliveries: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  await redis.kill();
  await untilRedisIs(false, fresh);
  const stopped = await delivery(sender);
  await redis.again();
  await untilRedisIs(true, fresh);
  deliveries.push(stopped / (await delivery(sender)));
}
sender.close();
say("delivery on one node, p50: Redis stopped / running", deliveries, "≤ 1.1");
const { cpu, cores, node, commit } = describeEnvironment(false);
console.log(`${cores} cores of ${cpu}, Node ${node}, commit ${commit}, ${rounds} rounds`);

/** One message at a time. */
async function delivery(from: Sender): Promise<number> {
  const round = await from.inTurn("socket", (traffic) => closedLoop(traffic, 1, ROUND_MS));
  return round.latencies.delivered?.percentile(50) ?? Number.NaN;
}

function say(what: string, figures: readonly number[], bound = ""): void {
  const [low, high] = [Math.min(...figures), Math.max(...figures)].map((figure) => figure.toFixed(3));
  console.log(`${what.padEnd(52)} ${median(figures).toFixed(3).padStart(9)}  [${low} … ${high}]  ${bound}`);
}
