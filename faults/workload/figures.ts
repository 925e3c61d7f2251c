import type { History } from "../history/entry.ts";

export interface Figures {
  written: number;
  acknowledged: number;
  /** attempts that ended without an answer */
  unknown: number;
  /** acknowledged, and not in the file at the end */
  lost: number;
  /** in the file more than once */
  doubled: number;
}

export const nothing: Figures = { written: 0, acknowledged: 0, unknown: 0, lost: 0, doubled: 0 };

/** Of two runs together. */
export function added(one: Figures, other: Figures): Figures {
  return {
    written: one.written + other.written,
    acknowledged: one.acknowledged + other.acknowledged,
    unknown: one.unknown + other.unknown,
    lost: one.lost + other.lost,
    doubled: one.doubled + other.doubled,
  };
}

/** What a run amounts to. */
export function figuresOf(history: History): Figures {
  const acknowledged = new Set<string>();
  const stored = new Map<string, number>();
  let written = 0;
  let unknown = 0;
  for (const entry of history) {
    if (entry.what === "composed") written += 1;
    else if (entry.what === "unknown") unknown += 1;
    else if (entry.what === "acked") acknowledged.add(`${entry.match} ${entry.sight.content}`);
    else if (entry.what === "final" && entry.observer === "the database")
      for (const { content } of entry.sights)
        stored.set(`${entry.match} ${content}`, (stored.get(`${entry.match} ${content}`) ?? 0) + 1);
  }
  return {
    written,
    acknowledged: acknowledged.size,
    unknown,
    lost: [...acknowledged].filter((text) => !stored.has(text)).length,
    doubled: [...stored.values()].filter((count) => count > 1).length,
  };
}

export function described({ written, acknowledged, unknown, lost, doubled }: Figures): string {
  return `${written} written, ${acknowledged} acknowledged, ${unknown} attempts unknown, ${lost} lost, ${doubled} doubled`;
}
