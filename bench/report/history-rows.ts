import type { Results } from "../results.ts";
import { exactly, type Row } from "./row.ts";
import { significant } from "./table.ts";

/** W6: seeking against scanning. Every figure rests on thousands of pages in one process. */
export function historyRows({ history, historyTenfold, options }: Results): Row[] {
  return [
    deepRow(history, options.historyDepth),
    againstNaiveRow(history),
    ...tenfoldRows(history, historyTenfold),
  ];
}

function deepRow(history: Results["history"], depth: number): Row {
  const figure = `history, p50: ${depth} deep / first page, ours`;
  const target = { better: "lower", must: 1.3, aim: 1.1 } as const;
  if (history === undefined) return { figure, target };
  const { first, deep } = history.ours;
  const [near, far] = [first.percentile(50), deep.percentile(50)];
  return {
    figure,
    target,
    estimate: exactly(far / near),
    note: `${significant(far * 1_000)} / ${significant(near * 1_000)} µs over ${deep.count} pages; p99 ${significant(deep.percentile(99) * 1_000)} / ${significant(first.percentile(99) * 1_000)} µs`,
  };
}

function againstNaiveRow(history: Results["history"]): Row {
  const figure = "history, p50 of a deep page: naive / ours, in process";
  const target = { better: "higher", must: 100, aim: 180 } as const;
  if (history?.naive === undefined) return { figure, target };
  const [ours, naive] = [history.ours.deep.percentile(50), history.naive.deep.percentile(50)];
  return {
    figure,
    target,
    estimate: exactly(naive / ours),
    note: `${significant(naive)} / ${significant(ours)} ms`,
  };
}

function tenfoldRows(history: Results["history"], tenfold: Results["historyTenfold"]): Row[] {
  return [50, 99].map((percentile): Row => {
    const figure = `history, p${percentile} of pages anywhere: ten times the rows`;
    const target = { better: "lower", must: 1.5, aim: 1.2 } as const;
    if (history === undefined || tenfold === undefined) return { figure, target };
    const [few, many] = [history.ours.anywhere, tenfold.ours.anywhere].map((reads) =>
      reads.percentile(percentile),
    );
    if (few === undefined || many === undefined) return { figure, target };
    return {
      figure,
      target,
      estimate: exactly(many / few),
      note: `${significant(many * 1_000)} / ${significant(few * 1_000)} µs`,
    };
  });
}
