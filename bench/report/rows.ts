import type { Results } from "../results.ts";
import { medianOf, medianRatio, pooledPercentileRatio } from "../stats/estimates.ts";
import { mergeLatencies } from "../stats/latencies.ts";
import { median } from "../stats/quantile.ts";
import { browserRows } from "./browser-rows.ts";
import { historyRows } from "./history-rows.ts";
import { exactly, type Row } from "./row.ts";
import { deliveries, figures, sendRows } from "./send-rows.ts";
import { significant } from "./table.ts";

/** Every line of the report, in its order; what was not measured is there and says so. */
export function rowsOf(results: Results): Row[] {
  const rows = allRows(results).map(withReason);
  return results.options.short ? rows.map(withoutTarget) : rows;
}

/** Nothing is left out without a word. */
function withReason(row: Row): Row {
  if (row.estimate !== undefined || row.note !== undefined) return row;
  return { ...row, note: "not a part of this run" };
}

/** A short run is too short for any target but a promise. */
function withoutTarget(row: Row): Row {
  const { target: _, ...rest } = row;
  return row.broken === undefined ? rest : row;
}

function allRows(results: Results): Row[] {
  return [
    ...sendRows(results),
    loneRow(results, { name: "must: 1.6 COMMIT + 4 RTT", commits: 1.6, roundTrips: 4 }),
    loneRow(results, { name: "aim: 1.2 COMMIT + 3 RTT", commits: 1.2, roundTrips: 3 }),
    mixRow(results),
    ...writeRows(results),
    idleRow(results),
    connectRow(results),
    ...historyRows(results),
    crashRow(results),
    ...browserRows,
  ];
}

function loneRow(
  { lone }: Results,
  { name, commits, roundTrips }: { name: string; commits: number; roundTrips: number },
): Row {
  const figure = `delivery p50, nothing else going on, of ${name}`;
  const target = { better: "lower", must: 1, aim: 1 } as const;
  if (lone === undefined) return { figure, target };
  const bound = lone.map((turn) => commits * turn.commit + roundTrips * turn.roundTrip);
  const of = (key: keyof (typeof lone)[number]) => lone.map((turn) => turn[key]);
  const absolute = (key: keyof (typeof lone)[number]) => significant(median(of(key)));
  return {
    figure,
    target,
    estimate: medianRatio(of("ours"), bound),
    null: medianRatio(of("twin"), of("ours")),
    note: `${absolute("ours")} ms; naive ${absolute("naive")}; COMMIT ${absolute("commit")}, RTT ${absolute("roundTrip")}, flush of 4 KB ${absolute("flush")}`,
  };
}

function mixRow({ mix }: Results): Row {
  const figure = "the mix (W3): CPU per operation at the same rate, ours / naive";
  if (mix === undefined) return { figure };
  const micros = (who: string) => figures(mix.open, who, (round) => round.cpuMicroseconds);
  const [ours, naive] = ["ours", "naive"].map((who) => deliveries(mix.open, who));
  if (ours === undefined || naive === undefined) return { figure };
  const delay = pooledPercentileRatio(ours, naive, 99);
  const p99 = [ours, naive].map((rounds) => significant(mergeLatencies(rounds).percentile(99)));
  return {
    figure,
    estimate: medianRatio(micros("ours"), micros("naive")),
    note: `${significant(median(micros("ours")))} / ${significant(median(micros("naive")))} µs at ${significant(mix.openPerSecond)}/s; delivery p99 ${p99.join(" / ")} ms, ratio ${significant(delay.value)} (${significant(delay.low)}–${significant(delay.high)})`,
  };
}

function writeRows({ writes, options }: Results): Row[] {
  const flushes: Row = {
    figure: "flushes per message, saturated",
    target: { better: "lower", must: 0.1, aim: 0.03 },
  };
  const wal: Row = {
    figure: "WAL bytes per message, ours / naive",
    target: { better: "lower", must: 0.5, aim: 0.35 },
  };
  if (writes === undefined) return [flushes, wal];
  const { ours, naive } = writes;
  if (ours.flushes !== undefined && naive.flushes !== undefined) {
    flushes.estimate = exactly(ours.flushes);
    flushes.note = `naive ${significant(naive.flushes)}`;
  } else flushes.note = options.countFlushes ? "needs strace" : "left out by --no-count-flushes";
  if (ours.walBytes !== undefined && naive.walBytes !== undefined) {
    wal.estimate = exactly(ours.walBytes / naive.walBytes);
    wal.note = `${significant(ours.walBytes / 1_024)} / ${significant(naive.walBytes / 1_024)} KB`;
  } else wal.note = "the write-ahead log cannot be read from outside";
  return [flushes, wal];
}

function idleRow({ idle }: Results): Row {
  const figure = "memory per idle connection (PSS), ours / stock Socket.IO in its two rooms";
  const target = { better: "lower", must: 0.9, aim: 0.6 } as const;
  if (idle === undefined) return { figure, target };
  const [ours, naive] = [idle.ours, idle.naive].map((runs) => runs.map((run) => run.pss));
  if (ours === undefined || naive === undefined) return { figure, target };
  const kilobytes = (values: readonly number[]) => significant(medianOf(values).value / 1_024);
  return {
    figure,
    target,
    estimate: medianRatio(ours, naive),
    note: `${kilobytes(ours)} / ${kilobytes(naive)} KB`,
  };
}

function connectRow({ connects }: Results): Row {
  const figure = "authenticated connects/s, ours (WebSocket) / naive (polling, then upgrade)";
  const target = { better: "higher", must: 1.8, aim: 2.5 } as const;
  if (connects === undefined) return { figure, target };
  const perSecond = (who: string) => figures(connects, who, (round) => round.perSecond);
  return {
    figure,
    target,
    estimate: medianRatio(perSecond("ours"), perSecond("naive")),
    null: medianRatio(perSecond("twin"), perSecond("ours")),
    note: `${significant(median(perSecond("ours")))} / ${significant(median(perSecond("naive")))} per s`,
  };
}

function crashRow({ crash }: Results): Row {
  const figure = "acknowledged and then lost after kill -9";
  const target = { better: "lower", must: 0, aim: 0 } as const;
  if (crash === undefined) return { figure, target };
  const { kills, acknowledged, lost, doubled, gaps } = crash;
  return {
    figure,
    target,
    estimate: exactly(lost),
    note: `of ${acknowledged} messages in ${kills} kills; ${doubled} doubled, ${gaps} gaps`,
    broken: lost + doubled + gaps > 0,
  };
}
