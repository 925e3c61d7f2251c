/** One measured figure and the bound that it is to keep. */
export interface Figure {
  what: string;
  value: number;
  unit: "ms" | "px" | "MB" | "";
  /** the highest value that is good enough; undefined where there is no bound */
  bound?: number;
}

/** The figures as a table of Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, value, unit, bound }) => {
    const kept = bound === undefined ? "" : value <= bound ? "yes" : "**no**";
    return `| ${what} | ${inWords(value, unit)} | ${bound === undefined ? "" : `≤ ${inWords(bound, unit)}`} | ${kept} |`;
  });
  return ["| | measured | bound | kept |", "|---|---|---|---|", ...rows, ""].join("\n");
}

function inWords(value: number, unit: Figure["unit"]): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 3;
  return `${value.toFixed(digits)}${unit === "" ? "" : ` ${unit}`}`;
}
