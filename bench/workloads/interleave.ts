import type { Round } from "./round.ts";

export interface Contestant {
  name: string;
  round: () => Promise<Round>;
}

export interface Plan {
  rounds: number;
  /** thrown away: just-in-time compilers and caches warm up in them */
  warmUps: number;
}

/** The rounds of all contestants; place n of each list was measured within the same turn. */
export type Rounds = ReadonlyMap<string, readonly Round[]>;

export interface Interleaved {
  rounds: Rounds;
  /** why turns were left out, one sentence each */
  spoilt: string[];
}

/** Above this share of stolen time a turn says more about the neighbours than about the code. */
const STOLEN_AT_MOST = 0.02;
/** A busier generator adds its own queue to what it measures. */
const GENERATOR_BUSY_AT_MOST = 0.7;
/** The generator's own lateness may explain at most this share of a p99. */
const LATENESS_SHARE_AT_MOST = 0.1;

/**
 * One round of each contestant in turn, there and back again (A B C, C B A, …): drift of the machine hits all alike,
 * and none always runs first. Turns that the machine spoilt are left out, unless they are more than half.
 */
export async function interleave(contestants: readonly Contestant[], plan: Plan): Promise<Interleaved> {
  const turns: Map<string, Round>[] = [];
  const spoilt: string[] = [];
  const all: Map<string, Round>[] = [];
  for (let turn = 0; turn < plan.warmUps + plan.rounds; turn += 1) {
    const rounds = await oneTurn(turn % 2 === 0 ? contestants : contestants.toReversed());
    if (turn < plan.warmUps) continue;
    all.push(rounds);
    const reasons = [...rounds].flatMap(([name, round]) => spoiltBy(name, round));
    if (reasons.length === 0) turns.push(rounds);
    else spoilt.push(reasons.join("; "));
  }
  const kept = turns.length * 2 >= all.length ? turns : all;
  const rounds = new Map(
    contestants.map(({ name }) => [name, kept.flatMap((turn) => turn.get(name) ?? [])] as const),
  );
  const note = kept === all && spoilt.length > 0 ? ["more than half of the turns: none was left out"] : [];
  return { rounds, spoilt: [...note, ...spoilt] };
}

/** The rounds of one contestant. */
export function roundsOf({ rounds }: Interleaved, name: string): readonly Round[] {
  const found = rounds.get(name);
  if (found === undefined) throw new RangeError(`${name} did not take part`);
  return found;
}

async function oneTurn(contestants: readonly Contestant[]): Promise<Map<string, Round>> {
  const rounds = new Map<string, Round>();
  for (const { name, round } of contestants) rounds.set(name, await round());
  return rounds;
}

function spoiltBy(name: string, round: Round): string[] {
  const reasons: string[] = [];
  if (round.stolen > STOLEN_AT_MOST) reasons.push(`${name}: ${percent(round.stolen)} of the time stolen`);
  const { late, delivered } = round.latencies;
  if (late === undefined || delivered === undefined) return reasons; // a closed loop has no schedule to keep
  if (round.generatorBusy > GENERATOR_BUSY_AT_MOST)
    reasons.push(`${name}: generator ${percent(round.generatorBusy)} busy`);
  if (late.percentile(99) > LATENESS_SHARE_AT_MOST * delivered.percentile(99))
    reasons.push(`${name}: generator's lateness p99 ${late.percentile(99)} ms`);
  return reasons;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
