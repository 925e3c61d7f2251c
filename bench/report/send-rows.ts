import type { Results } from "../results.ts";
import { medianRatio, pooledPercentileRatio } from "../stats/estimates.ts";
import { type Latencies, mergeLatencies } from "../stats/latencies.ts";
import { median } from "../stats/quantile.ts";
import { type Interleaved, roundsOf } from "../workloads/interleave.ts";
import type { Round } from "../workloads/round.ts";
import type { Sends } from "../workloads/sends.ts";
import type { Row, Target } from "./row.ts";
import { significant } from "./table.ts";

interface Transport {
  name: string;
  limit: string;
  sends: Sends | undefined;
  rate: Target;
  cpu: Target;
}

/** W1 and W2: how much, at what cost, how fast. */
export function sendRows({ socket, http }: Results): Row[] {
  return [
    ...transportRows({
      name: "socket",
      limit: "E",
      sends: socket,
      rate: { better: "higher", must: 3, aim: 6 },
      cpu: { better: "lower", must: 6, aim: 4 },
    }),
    ...transportRows({
      name: "HTTP",
      limit: "H",
      sends: http,
      rate: { better: "higher", must: 2.5, aim: 4 },
      cpu: { better: "lower", must: 4, aim: 3 },
    }),
  ];
}

function transportRows(transport: Transport): Row[] {
  return [rateRow(transport), cpuRow(transport), delayRow(transport), cpuAtEqualRateRow(transport)];
}

function rateRow({ name, sends, rate }: Transport): Row {
  const figure = `durable sends/s, ${name}, ours / naive`;
  if (sends === undefined) return { figure, target: rate };
  const { saturated } = sends;
  const perSecond = (who: string) => figures(saturated, who, (round) => round.perSecond);
  const busy = median(figures(saturated, "ours", (round) => round.generatorBusy));
  return {
    figure,
    target: rate,
    estimate: medianRatio(perSecond("ours"), perSecond("naive")),
    null: medianRatio(perSecond("twin"), perSecond("ours")),
    note: `${significant(median(perSecond("ours")))} / ${significant(median(perSecond("naive")))} per s; generator ${significant(busy * 100)} % busy${busy > 0.7 ? ": a lower bound" : ""}`,
  };
}

function cpuRow({ name, limit, sends, cpu }: Transport): Row {
  const figure = `server CPU per durable message, ${name}, in ${limit}`;
  if (sends === undefined) return { figure, target: cpu };
  const micros = (who: string) => figures(sends.saturated, who, (round) => round.cpuMicroseconds);
  const absolute = ["ours", "naive", "limit"].map((who) => significant(median(micros(who))));
  const frames = ["ours", "naive"].map((who) =>
    significant(median(figures(sends.saturated, who, (round) => round.framesPerMessage ?? Number.NaN))),
  );
  return {
    figure,
    target: cpu,
    estimate: medianRatio(micros("ours"), micros("limit")),
    null: medianRatio(micros("twin"), micros("ours")),
    note: `${absolute[0]} µs; naive ${absolute[1]} µs; ${limit} ${absolute[2]} µs; ${sends.knees.ours.inFlight} in flight; frames received ${frames.join(" / ")}`,
  };
}

function delayRow({ name, sends }: Transport): Row {
  const figure = `p99 delivery at 70 % of naive's knee, ${name}, ours / naive`;
  const target = { better: "lower", must: 0.3, aim: 0.1 } as const;
  if (sends === undefined) return { figure, target };
  const ours = deliveries(sends.open, "ours");
  const naive = deliveries(sends.open, "naive");
  const [one, other] = [mergeLatencies(ours), mergeLatencies(naive)];
  return {
    figure,
    target,
    estimate: pooledPercentileRatio(ours, naive, 99),
    null: pooledPercentileRatio(deliveries(sends.open, "twin"), ours, 99),
    note: `at ${significant(sends.openPerSecond)}/s: p50 ${times(one, 50)} / ${times(other, 50)} ms, p99 ${times(one, 99)} / ${times(other, 99)} ms, p99.9 ${times(one, 99.9)} / ${times(other, 99.9)} ms; generator late by ${times(late(sends.open), 99)} ms at p99`,
  };
}

function cpuAtEqualRateRow({ name, sends }: Transport): Row {
  const figure = `server CPU per message at the same rate, ${name}, ours / naive`;
  if (sends === undefined) return { figure };
  const micros = (who: string) => figures(sends.open, who, (round) => round.cpuMicroseconds);
  return {
    figure,
    estimate: medianRatio(micros("ours"), micros("naive")),
    null: medianRatio(micros("twin"), micros("ours")),
    note: `${significant(median(micros("ours")))} / ${significant(median(micros("naive")))} µs`,
  };
}

export function figures(from: Interleaved, who: string, figure: (round: Round) => number): number[] {
  return roundsOf(from, who).map(figure);
}

export function deliveries(from: Interleaved, who: string): Latencies[] {
  return roundsOf(from, who).flatMap((round) => round.latencies.delivered ?? []);
}

/** How late the generator itself was, over all contestants. */
function late({ rounds }: Interleaved): Latencies {
  return mergeLatencies([...rounds.values()].flat().flatMap((round) => round.latencies.late ?? []));
}

function times(latencies: Latencies, percentile: number): string {
  return significant(latencies.percentile(percentile));
}
