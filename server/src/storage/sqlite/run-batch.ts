import type { DatabaseSync } from "node:sqlite";
import type { Answer, Kind, Write, Writes } from "./prepare-writes.ts";
import { verdictOn } from "./sqlite-error.ts";

/** What became of one write of a batch. Refused: whether it is stored is unknown, and a later one may be. */
export type Outcome = { answer: Answer<Kind> } | { failure: string; refused: boolean };

/**
 * What became of a batch: the answers to its writes in their order; where one of them was wrong, each write's own outcome;
 * or the disk's refusal of all of them.
 */
export type BatchReply = { answers: Answer<Kind>[] } | { outcomes: Outcome[] } | { refusal: string };

/**
 * Writes a batch in one transaction and answers once it is on the disk (G1). A conflict is an answer, not an error; a
 * write that breaks a rule of the schema undoes the batch, which is then written one by one, so that only the culprit
 * fails. Nothing is tried again after the disk failed (see verdictOn).
 *
 * @throws what is fatal
 */
export function runBatch(db: DatabaseSync, writes: Writes, batch: readonly Write[]): BatchReply {
  try {
    return { answers: commit(db, writes, batch) };
  } catch (error) {
    switch (verdictOn(error)) {
      case "fatal":
        throw error;
      case "refused":
        return { refusal: String(error) };
      case "spoilt":
        return { outcomes: batch.map((write) => alone(db, writes, write)) };
    }
  }
}

function commit(db: DatabaseSync, writes: Writes, batch: readonly Write[]): Answer<Kind>[] {
  try {
    db.exec("BEGIN IMMEDIATE");
    const answers = batch.map((write) => perform(writes, write));
    db.exec("COMMIT");
    return answers;
  } catch (error) {
    // After some failures SQLite has ended the transaction by itself.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function alone(db: DatabaseSync, writes: Writes, write: Write): Outcome {
  try {
    const [answer] = commit(db, writes, [write]);
    return { answer };
  } catch (error) {
    const verdict = verdictOn(error);
    if (verdict === "fatal") throw error;
    return { failure: String(error), refused: verdict === "refused" };
  }
}

function perform(writes: Writes, [kind, input]: Write): Answer<Kind> {
  // The compiler cannot see that the input belongs to the kind; WriteQueue.add, which makes every Write, demands it.
  const write: (input: never) => Answer<Kind> = writes[kind];
  return write(input as never);
}
