import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

export interface NaiveMessage {
  id: string;
  matchId: string;
  senderId: string;
  content: string;
  createdAt: string;
}

interface NewMessage {
  matchId: string;
  senderId: string;
  recipientId: string;
  content: string;
}

/** Messages on the main thread: one transaction each, paged by OFFSET. */
export class Messages {
  readonly #database;
  readonly #insert;
  readonly #touchMatch;
  readonly #countUnread;
  readonly #clearUnread;
  readonly #page;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare(
      "INSERT INTO messages (id, match_id, sender_id, content, created_at) VALUES (?, ?, ?, ?, ?)",
    );
    this.#touchMatch = database.prepare(
      "UPDATE matches SET last_message = ?, last_message_at = ? WHERE id = ?",
    );
    this.#countUnread = database.prepare(
      `INSERT INTO unread (match_id, user_id, count) VALUES (?, ?, 1)
       ON CONFLICT (match_id, user_id) DO UPDATE SET count = count + 1`,
    );
    this.#clearUnread = database.prepare("UPDATE unread SET count = 0 WHERE match_id = ? AND user_id = ?");
    this.#page = database.prepare(
      "SELECT * FROM messages WHERE match_id = ? ORDER BY created_at DESC LIMIT ? OFFSET ?",
    );
  }

  send(message: NewMessage): NaiveMessage {
    const id = randomUUID();
    const now = Date.now();
    this.#database.exec("BEGIN");
    try {
      this.#write(id, now, message);
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
    const { matchId, senderId, content } = message;
    return { id, matchId, senderId, content, createdAt: new Date(now).toISOString() };
  }

  /** Many at once in one transaction, to build a history quickly. */
  import(messages: Iterable<NewMessage>): void {
    let now = Date.now();
    this.#database.exec("BEGIN");
    for (const message of messages) {
      now += 1;
      this.#insert.run(randomUUID(), message.matchId, message.senderId, message.content, now);
    }
    this.#database.exec("COMMIT");
  }

  page(matchId: string, limit: number, offset: number): NaiveMessage[] {
    const newestFirst = this.#page.all(matchId, limit, offset).map((row) => ({
      id: String(row["id"]),
      matchId: String(row["match_id"]),
      senderId: String(row["sender_id"]),
      content: String(row["content"]),
      createdAt: new Date(Number(row["created_at"])).toISOString(),
    }));
    return newestFirst.reverse();
  }

  markRead(matchId: string, userId: string): void {
    this.#clearUnread.run(matchId, userId);
  }

  #write(id: string, now: number, { matchId, senderId, recipientId, content }: NewMessage): void {
    this.#insert.run(id, matchId, senderId, content, now);
    this.#touchMatch.run(content, now, matchId);
    this.#countUnread.run(matchId, recipientId);
  }
}
