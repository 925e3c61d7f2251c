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
 * The rows to mount: as many as allowed on both sides of the centre, moved inwards where the transcript ends.
 * A centre that is gone counts as the newest.
 */
export function mountedRange(keys: readonly string[], centre: Centre, max = MOUNTED_MAX): MountedRange {
  const index = centre === undefined ? -1 : keys.indexOf(centre);
  const wanted = index === -1 ? keys.length - max : index - Math.floor(max / 2);
  const from = Math.max(0, Math.min(wanted, keys.length - max));
  return { from, to: Math.min(keys.length, from + max) };
}
