import type { DatabaseSync } from "node:sqlite";
import { effectOf } from "./effect.ts";
import { prepareJournal } from "./journal.ts";

/** The columns of `event` in their order: match, seq, id, kind, side, client_id, target_seq, body, created_at, sent_a, sent_b, message_seq. */
export type EventColumns = readonly [
  match: number,
  seq: number,
  id: string,
  kind: string,
  side: 0 | 1,
  clientId: string,
  targetSeq: number | null,
  body: string | null,
  createdAt: string,
  sentA: number,
  sentB: number,
  messageSeq: number,
];

export function prepareLogWrites(db: DatabaseSync) {
  // Without a named key the clause covers both: a taken seq and a used client id are the same answer.
  const insert = db.prepare(
    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const journal = prepareJournal(db);
  return {
    /** @returns the position of the change; 0 when a key is taken and nothing was stored */
    event(columns: EventColumns): number {
      if (insert.run(...columns).changes === 0) return 0;
      const [match, , , kind] = columns;
      return journal(match, effectOf(kind));
    },
  };
}
