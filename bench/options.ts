import { parseArgs } from "node:util";
import { socketLimits } from "../server/src/sockets/socket-limits.ts";

export const workloads = ["sends", "lone", "writes", "mix", "idle", "connects", "history", "crash"] as const;
export type Workload = (typeof workloads)[number];

/** How large a run is. Times in milliseconds. */
export interface Options {
  /** short: shows that everything works, delivers and counts; its times mean nothing */
  short: boolean;
  only: ReadonlySet<Workload>;
  rounds: number;
  warmUps: number;
  roundMs: number;
  kneeMs: number;
  /** of people who talk in W1 and W2 */
  pairs: number;
  people: number;
  conversations: number;
  idleConnections: number;
  idleRuns: number;
  connects: number;
  historyRows: number;
  historyDepth: number;
  historyPages: number;
  /** also a history of ten times the rows: some minutes and some gigabytes more */
  tenfold: boolean;
  kills: number;
  /** needs strace */
  countFlushes: boolean;
  /** the results of an earlier run, whose rows stand for those that this one does not measure */
  join: string | undefined;
  writeReadme: boolean;
}

const FULL = {
  rounds: 15,
  warmUps: 2,
  roundMs: 10_000,
  kneeMs: 2_000,
  pairs: 200,
  people: 800,
  conversations: 10_000,
  idleConnections: 8_000,
  idleRuns: 5,
  connects: 5_000,
  historyRows: 1_000_000,
  historyDepth: 100_000,
  historyPages: 5_000,
  kills: 50,
} as const;

const SHORT = {
  rounds: 1,
  warmUps: 0,
  roundMs: 600,
  kneeMs: 150,
  pairs: 8,
  people: 20,
  conversations: 40,
  idleConnections: 80,
  idleRuns: 1,
  connects: 60,
  historyRows: 8_000,
  historyDepth: 3_000,
  historyPages: 40,
  kills: 2,
} as const;

/** Throws, with a sentence, on an argument that it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      short: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      rounds: { type: "string" },
      seconds: { type: "string" },
      people: { type: "string" },
      pairs: { type: "string" },
      kills: { type: "string" },
      tenfold: { type: "boolean" },
      "count-flushes": { type: "boolean" },
      join: { type: "string" },
      "write-readme": { type: "boolean", default: false },
    },
    allowNegative: true,
  });
  const size = values.short ? SHORT : FULL;
  const pairs = wholeNumber("pairs", values.pairs, size.pairs);
  const only = new Set(values.only === undefined ? workloads : values.only.map(asWorkload));
  const people = wholeNumber("people", values.people, Math.max(size.people, pairs * 2));
  if (people < pairs * 2 || people % 2 === 1)
    throw new Error("--people must be even and twice --pairs or more");
  const connectionsAtMost = people * socketLimits.socketsPerUser;
  return {
    ...size,
    idleConnections: Math.min(size.idleConnections, connectionsAtMost),
    connects: Math.min(size.connects, connectionsAtMost),
    short: values.short,
    only,
    rounds: wholeNumber("rounds", values.rounds, size.rounds),
    roundMs: wholeNumber("seconds", values.seconds, size.roundMs / 1_000) * 1_000,
    pairs,
    people,
    conversations: only.has("mix") ? manyConversations(people, size.conversations) : people / 2,
    kills: wholeNumber("kills", values.kills, size.kills),
    tenfold: values.tenfold ?? !values.short,
    countFlushes: values["count-flushes"] ?? !values.short,
    join: values.join,
    writeReadme: values["write-readme"],
  };
}

/** As many as wanted, but not more than half of all pairs that there can be: drawing the last ones at random takes for ever. */
function manyConversations(people: number, wanted: number): number {
  return Math.max(people / 2, Math.min(wanted, Math.floor((people * (people - 1)) / 4)));
}

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} must be a whole number above 0`);
  return Number(text);
}

function asWorkload(name: string): Workload {
  const found = workloads.find((workload) => workload === name);
  if (found === undefined) throw new Error(`--only must be one of ${workloads.join(", ")}`);
  return found;
}
