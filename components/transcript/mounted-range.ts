import type { Stretch } from "./stretches";

/** Rows in the document at most (U11): enough for any screen, few enough that a layout costs little. */
export const MOUNTED_MAX = 400;

/** Around which row to mount; undefined for the newest. */
export type Centre = string | undefined;

export interface MountedRange {
  /** inclusive */
  from: number;
  /** exclusive */
  to: number;
}

/**
 * The stretches to mount: as many as have no more rows than allowed, on both sides of the centre, moved inwards where the
 * transcript ends. A centre that is gone counts as the newest.
 */
export function mountedRange(stretches: readonly Stretch[], centre: Centre, max = MOUNTED_MAX): MountedRange {
  const { index, above } = locate(stretches, centre);
  const sizeOf = (at: number) => stretches[at]?.rows.length ?? Number.POSITIVE_INFINITY;
  let range: MountedRange = { from: index, to: Math.min(index + 1, stretches.length) };
  let [rowsAbove, rowsBelow] = [above, sizeOf(index) - above];
  for (;;) {
    const up = sizeOf(range.from - 1);
    const down = sizeOf(range.to);
    const left = max - rowsAbove - rowsBelow;
    if (up <= left && (rowsAbove <= rowsBelow || down > left)) {
      range = { ...range, from: range.from - 1 };
      rowsAbove += up;
    } else if (down <= left) {
      range = { ...range, to: range.to + 1 };
      rowsBelow += down;
    } else return range;
  }
}

/** The stretch of the centre, and how many of its rows are above that. */
function locate(stretches: readonly Stretch[], centre: Centre): { index: number; above: number } {
  if (centre !== undefined)
    for (const [index, { rows }] of stretches.entries()) {
      const above = rows.findIndex((row) => row.item.key === centre);
      if (above !== -1) return { index, above };
    }
  const last = stretches.at(-1);
  return { index: Math.max(0, stretches.length - 1), above: last?.rows.length ?? 0 };
}
