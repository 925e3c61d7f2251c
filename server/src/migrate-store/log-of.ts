import type { LogRow, Store } from "../domain/ports.ts";

const PAGE = 200;

/** A whole log, from the beginning, in pages. */
export async function* logOf({ log }: Store, matchId: string): AsyncGenerator<LogRow[]> {
  for (let after = 0; ; ) {
    const rows = await log.after(matchId, after, PAGE);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after += rows.length;
  }
}
