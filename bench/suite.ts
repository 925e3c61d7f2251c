import { naive } from "./contenders/naive.ts";
import { ours } from "./contenders/ours.ts";
import { Template } from "./contenders/template.ts";
import { separateCores } from "./machine/cores.ts";
import { describeEnvironment } from "./machine/environment.ts";
import { straceExists } from "./machine/flush-count.ts";
import type { Options, Workload } from "./options.ts";
import type { Results } from "./results.ts";
import { Arena, type Setting } from "./workloads/arena.ts";
import { measureConnects } from "./workloads/connect-storm.ts";
import { measureCrashes } from "./workloads/crash.ts";
import { measureHistory } from "./workloads/history.ts";
import { type IdleSlope, measureIdle } from "./workloads/idle.ts";
import { measureLoneMessages } from "./workloads/lone-message.ts";
import { measureMix } from "./workloads/mix.ts";
import { measureSends } from "./workloads/sends.ts";
import { measureWriteCost } from "./workloads/write-cost.ts";

/** Saturated with so many in flight when no knee was searched in this run. */
const USUAL_IN_FLIGHT = 128;
const NEEDS_SERVERS: readonly Workload[] = ["sends", "lone", "writes", "mix", "idle", "connects", "crash"];

export interface Progress {
  /** tells whoever waits what goes on */
  say: (what: string) => void;
  /** is given the results as far as they are there, after each workload */
  keep: (results: Results) => void;
}

/** Runs what the options ask for, one workload after the other. One that fails takes nothing from the others. */
export async function runSuite(options: Options, progress: Progress): Promise<Results> {
  const cores = separateCores();
  const results: Results = { environment: describeEnvironment(cores.separated), options, failures: {} };
  const { say } = progress;
  if (NEEDS_SERVERS.some((workload) => options.only.has(workload))) {
    const size = { people: options.people, conversations: options.conversations };
    say(`signing up ${size.people} people and matching ${size.conversations} pairs, twice`);
    await using templates = new AsyncDisposableStack();
    const make = async (contender: typeof ours) =>
      templates.adopt(await Template.make(contender, size), (template) => template.remove());
    const setting: Setting = {
      ours: await make(ours),
      naive: await make(naive),
      serverPrefix: cores.serverPrefix,
      ownCore: cores.separated,
      pairs: options.pairs,
    };
    const measures = { ...messages(setting, results, say), ...connections(setting, results, say) };
    for (const workload of NEEDS_SERVERS) await attempt(workload, measures[workload], { results, progress });
  }
  await attempt("history", () => history(results, say), { results, progress });
  return results;
}

type Measure = () => Promise<void>;

async function attempt(
  workload: Workload,
  measure: Measure | undefined,
  { results, progress }: { results: Results; progress: Progress },
): Promise<void> {
  if (measure === undefined || !results.options.only.has(workload)) return;
  try {
    await measure();
  } catch (error) {
    results.failures[workload] = String(error);
    progress.say(`${workload} failed: ${String(error)}`);
  }
  progress.keep(results);
}

type Measures = Partial<Record<Workload, Measure>>;

function messages(setting: Setting, results: Results, say: (what: string) => void): Measures {
  const { options } = results;
  const plan = { ...options, ownCore: setting.ownCore };
  return {
    async sends() {
      await using arena = await Arena.open(setting);
      say("W2: sends over the socket");
      results.socket = await measureSends(arena, "socket", plan);
      say("W1: sends over HTTP");
      results.http = await measureSends(arena, "http", plan);
    },
    async lone() {
      await using arena = await Arena.open(setting);
      say("one message at a time");
      const { rounds, warmUps, roundMs } = options;
      const lone = { rounds, roundMs: roundMs / 4, warmUps, warmUpMs: roundMs };
      results.lone = await measureLoneMessages(arena, lone);
    },
    async writes() {
      say("what a message writes to the disk");
      const inFlight = results.socket?.knees.ours.inFlight ?? USUAL_IN_FLIGHT;
      const countFlushes = options.countFlushes && straceExists();
      const cost = { inFlight, milliseconds: options.roundMs, countFlushes };
      results.writes = {
        ours: await measureWriteCost(setting.ours, setting, cost),
        naive: await measureWriteCost(setting.naive, setting, cost),
      };
    },
    async mix() {
      say("W3: the mix of a usual day");
      results.mix = await measureMix(setting, plan);
    },
    async crash() {
      say(`W8: ${options.kills} kills under load`);
      results.crash = await measureCrashes(setting, options.kills);
    },
  };
}

function connections(setting: Setting, results: Results, say: (what: string) => void): Measures {
  const { options } = results;
  return {
    async connects() {
      say("W5: everybody connects at once");
      results.connects = await measureConnects(setting, options);
    },
    async idle() {
      say("W4: memory of idle connections");
      const idle = { prefix: setting.serverPrefix, connections: options.idleConnections };
      const ofOurs: IdleSlope[] = [];
      const ofNaive: IdleSlope[] = [];
      for (let run = 0; run < options.idleRuns; run += 1) {
        ofOurs.push(await measureIdle(setting.ours, idle));
        ofNaive.push(await measureIdle(setting.naive, idle));
      }
      results.idle = { ours: ofOurs, naive: ofNaive };
    },
  };
}

async function history(results: Results, say: (what: string) => void): Promise<void> {
  const { historyRows: rows, historyDepth: depth, historyPages: pages, tenfold } = results.options;
  say(`W6: a history of ${rows} messages`);
  results.history = await measureHistory({ rows, depth, pages }, { naive: true });
  if (!tenfold) return;
  say(`W6: a history of ${rows * 10} messages`);
  results.historyTenfold = await measureHistory({ rows: rows * 10, depth, pages }, { naive: false });
}
