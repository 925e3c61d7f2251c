import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Sight } from "../history/entry.ts";

interface Row {
  seq: number;
  id: string;
  kind: string;
  side: 0 | 1;
  client_id: string;
  body: string | null;
  member_a: string;
  member_b: string;
}

/** What the file holds of a conversation, read without any of the server's code. */
export function dumpConversation(directory: string, match: string): Sight[] {
  using db = openData(directory);
  const rows = db
    .prepare(
      `SELECT seq, event.id AS id, kind, side, client_id, body, member_a, member_b
       FROM event JOIN match ON match.key = event.match WHERE match.id = ? ORDER BY seq`,
    )
    .all(match) as unknown as Row[];
  return rows.map(({ seq, id, kind, side, client_id, body, member_a, member_b }) => ({
    seq,
    id,
    sender: side === 0 ? member_a : member_b,
    key: client_id,
    content: kind === "message" ? body : null,
  }));
}

/** When each event of a conversation was stored, in the order of the log. */
export function timesOf(directory: string, match: string): string[] {
  using db = openData(directory);
  const rows = db
    .prepare(
      `SELECT event.created_at AS time FROM event JOIN match ON match.key = event.match
       WHERE match.id = ? ORDER BY seq`,
    )
    .all(match);
  return rows.map(({ time }) => String(time));
}

/** SQLite's own word on the file: "ok", or what is wrong with it. */
export function integrityOf(directory: string): string {
  using db = openData(directory);
  return String(db.prepare("PRAGMA integrity_check(1)").get()?.["integrity_check"]);
}

function openData(directory: string): DatabaseSync {
  return new DatabaseSync(join(directory, "duologue.db"), { readOnly: true, timeout: 5_000 });
}
