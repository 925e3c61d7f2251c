import type { Estimate } from "../stats/bootstrap.ts";
import { type Row, verdict } from "./row.ts";

const HEAD = ["figure", "measured (95 %)", "must", "aim", "verdict", "A/A", "behind it"] as const;

/** For a terminal: columns of equal width. */
export function printedTable(rows: readonly Row[]): string {
  const cells = [[...HEAD], ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** For the README. */
export function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(HEAD), line(HEAD.map(() => "---")), ...rows.map((row) => line(cellsOf(row)))].join("\n");
}

function cellsOf(row: Row): string[] {
  const { estimate, target, unit } = row;
  const bound = (value: number) => `${target?.better === "lower" ? "≤" : "≥"} ${significant(value)}`;
  return [
    row.figure,
    estimate === undefined ? "not measured" : withSpread(estimate, unit),
    target === undefined ? "" : bound(target.must),
    target === undefined ? "" : bound(target.aim),
    target === undefined ? "" : verdict(row),
    row.null === undefined ? "" : withSpread(row.null),
    row.note ?? "",
  ];
}

/** The value, and its interval where it has one. */
export function withSpread({ value, low, high, rounds }: Estimate, unit = ""): string {
  const text = unit === "" ? significant(value) : `${significant(value)} ${unit}`;
  return Number.isFinite(rounds) ? `${text} (${significant(low)}–${significant(high)})` : text;
}

/** Three significant figures: no figure here has more. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return String(Number(value.toPrecision(3)));
}
