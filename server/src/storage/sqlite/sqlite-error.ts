/** SQLite's own result codes; the low byte is the primary code, the rest says more. https://sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const NOMEM = 7;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const NOTADB = 26;
/** A page could not be written: nothing was synchronised, and the next transaction writes the same place again. */
const IOERR_WRITE = IOERR | (3 << 8);
/** The index of the write-ahead log could not grow: the disk is full. */
const IOERR_SHMSIZE = IOERR | (19 << 8);

const PRIMARY = 0xff;
const REFUSING: ReadonlySet<number> = new Set([BUSY, LOCKED, NOMEM, READONLY, FULL]);
const BROKEN: ReadonlySet<number> = new Set([IOERR, CORRUPT, NOTADB]);

/**
 * What a failure means for the transaction in which it happened.
 * - `refused`: the disk is full or cannot be written now. Nobody knows more than that; later writes may work.
 * - `fatal`: reading or synchronising failed. The system may have dropped pages that it claims to hold, and a second
 *   attempt would succeed without them: only a new process that recovers from the disk can be trusted.
 * - `spoilt`: one statement broke a rule of the schema; what stands beside it is sound.
 */
export type Verdict = "spoilt" | "refused" | "fatal";

export function verdictOn(error: unknown): Verdict {
  const code = resultCode(error);
  if (code === undefined) return "spoilt";
  if (code === IOERR_WRITE || code === IOERR_SHMSIZE || REFUSING.has(code & PRIMARY)) return "refused";
  return BROKEN.has(code & PRIMARY) ? "fatal" : "spoilt";
}

export function isBusy(error: unknown): boolean {
  return ((resultCode(error) ?? 0) & PRIMARY) === BUSY;
}

/** SQLite's extended result code; undefined when the error is not SQLite's. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error && "errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode : undefined;
}
