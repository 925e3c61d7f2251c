import type { LogRow } from "../../domain/ports.ts";
import { EVENT_COLUMNS, type EventRow, toLogRow } from "./event-row.ts";
import type { KeyedMatch } from "./match-row.ts";
import { MESSAGE_COLUMNS, type MessageRow, toMessageLogRow } from "./message-row.ts";
import type { Reader } from "./reader.ts";

/** The messages among the newest rows below a seq, as many rows as there may be messages: no seq is missing. */
const NEAR = `
  SELECT ${MESSAGE_COLUMNS} FROM event
  WHERE match = ?1 AND seq < ?2 AND kind = 'message'
    AND seq >= min(?2, 1 + (SELECT max(seq) FROM event WHERE match = ?1)) - ?3
  ORDER BY seq`;

/**
 * Every row names the newest message up to it, and no seq is missing, so the message before seq n is found in row n - 1
 * without looking at what lies between.
 */
const CHAIN = `
  WITH RECURSIVE page (seq, nth) AS (
    SELECT * FROM (SELECT message_seq, 1 FROM event WHERE match = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT 1)
    UNION ALL
    SELECT event.message_seq, nth + 1
    FROM page CROSS JOIN event ON event.match = ?1 AND event.seq = page.seq - 1
    WHERE nth < ?3)
  SELECT ${MESSAGE_COLUMNS.replace("seq", "event.seq")}
  FROM page CROSS JOIN event ON event.match = ?1 AND event.seq = page.seq
  ORDER BY event.seq`;

/** Reads the log of one conversation. */
export class EventReader {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  last({ key, match }: KeyedMatch): LogRow | undefined {
    const [row] = this.#reader.tuples<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM event WHERE match = ? ORDER BY seq DESC LIMIT 1`,
      key,
    );
    return row && toLogRow(match, row);
  }

  at({ key, match }: KeyedMatch, seq: number): LogRow | undefined {
    const [row] = this.#reader.tuples<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM event WHERE match = ? AND seq = ?`,
      key,
      seq,
    );
    return row && toLogRow(match, row);
  }

  byClientId({ key, match }: KeyedMatch, side: number, clientId: string): LogRow | undefined {
    const [row] = this.#reader.tuples<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM event WHERE match = ? AND side = ? AND client_id = ?`,
      key,
      side,
      clientId,
    );
    return row && toLogRow(match, row);
  }

  after({ key, match }: KeyedMatch, after: number, limit: number): LogRow[] {
    return this.#reader
      .tuples<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event WHERE match = ? AND seq > ? ORDER BY seq LIMIT ?`,
        key,
        after,
        limit,
      )
      .map((row) => toLogRow(match, row));
  }

  /**
   * A page costs as much as it has messages, however many other events surround them: as many rows as it may have are
   * looked at in one go, which is nearly always enough, and what is still missing comes along the chain.
   */
  messagesBefore({ key, match }: KeyedMatch, before: number, limit: number): LogRow[] {
    const near = this.#reader.tuples<MessageRow>(NEAR, key, before, limit);
    const [oldest = before] = near[0] ?? [];
    const missing = oldest === 1 ? 0 : limit - near.length;
    const far = missing > 0 ? this.#reader.tuples<MessageRow>(CHAIN, key, oldest, missing) : [];
    return [...far, ...near].map((row) => toMessageLogRow(match, row));
  }

  /** How many messages each had sent up to this seq. */
  sentUpTo(key: number, seq: number): readonly [number, number] {
    const [sent] = this.#reader.tuples<readonly [number, number]>(
      "SELECT sent_a, sent_b FROM event WHERE match = ? AND seq <= ? ORDER BY seq DESC LIMIT 1",
      key,
      seq,
    );
    return sent ?? [0, 0];
  }
}
