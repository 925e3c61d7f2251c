import { closedLoop } from "../load/closed-loop.ts";
import { Echoes } from "../load/echoes.ts";
import { openLoop, poissonSchedule } from "../load/open-loop.ts";
import { seededRandom } from "../stats/seeded-random.ts";
import type { Arena } from "./arena.ts";
import { type Contestant, type Interleaved, interleave, type Plan } from "./interleave.ts";
import { findKnee, type Knee } from "./knee.ts";
import { measureRound, type Round } from "./round.ts";
import type { Sender, Transport } from "./sender.ts";

/** The load at which latencies are compared, as a share of the naive server's knee: the usual head-room. */
const SHARE_OF_THE_KNEE = 0.7;
const ECHO_CONNECTIONS = 64;

export interface SendsPlan extends Plan {
  roundMs: number;
  kneeMs: number;
  ownCore: boolean;
}

export interface Sends {
  knees: { ours: Knee; naive: Knee };
  /** contestants ours, naive, twin and limit, each at its knee */
  saturated: Interleaved;
  /** contestants ours, naive and twin at the same rate */
  open: Interleaved;
  openPerSecond: number;
}

/** W1 (HTTP) or W2 (socket): first how much at most, then how fast at a rate that both can take. */
export async function measureSends(arena: Arena, transport: Transport, plan: SendsPlan): Promise<Sends> {
  const knees = {
    ours: await kneeOf(arena.ours, transport, plan),
    naive: await kneeOf(arena.naive, transport, plan),
  };
  const saturated = await interleave(
    [
      { name: "limit", round: () => echoRound(arena, transport, plan.roundMs) },
      { name: "ours", round: () => saturate(arena.ours, transport, knees.ours, plan) },
      { name: "naive", round: () => saturate(arena.naive, transport, knees.naive, plan) },
      { name: "twin", round: () => saturate(arena.twin, transport, knees.ours, plan) },
    ],
    plan,
  );
  const openPerSecond = knees.naive.perSecond * SHARE_OF_THE_KNEE;
  const open = await interleave(
    openContestants(arena, transport, { ...plan, perSecond: openPerSecond }),
    plan,
  );
  return { knees, saturated, open, openPerSecond };
}

function kneeOf(sender: Sender, transport: Transport, plan: SendsPlan): Promise<Knee> {
  return findKnee(async (drive) => (await sender.inTurn(transport, drive)).perSecond, plan.kneeMs);
}

function saturate(sender: Sender, transport: Transport, knee: Knee, plan: SendsPlan): Promise<Round> {
  return sender.inTurn(transport, (traffic) => closedLoop(traffic, knee.inFlight, plan.roundMs));
}

function openContestants(
  arena: Arena,
  transport: Transport,
  { perSecond, roundMs, ownCore }: SendsPlan & { perSecond: number },
): Contestant[] {
  const random = seededRandom(3);
  const round = (sender: Sender) => () => {
    const schedule = poissonSchedule(random, perSecond, roundMs);
    return sender.atRandom(transport, (traffic) => openLoop(traffic, schedule, ownCore));
  };
  return [
    { name: "ours", round: round(arena.ours) },
    { name: "naive", round: round(arena.naive) },
    { name: "twin", round: round(arena.twin) },
  ];
}

async function echoRound(arena: Arena, transport: Transport, milliseconds: number): Promise<Round> {
  const server = transport === "socket" ? arena.socketEcho : arena.httpEcho;
  const echoes =
    transport === "socket"
      ? await Echoes.overSockets(server.url, ECHO_CONNECTIONS)
      : await Echoes.overHttp(server.url, ECHO_CONNECTIONS);
  const round = await measureRound(server.pid, echoes, (traffic) =>
    closedLoop(traffic, ECHO_CONNECTIONS, milliseconds),
  );
  echoes.close();
  return round;
}
