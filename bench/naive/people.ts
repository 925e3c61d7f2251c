import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

const SESSION_MS = 7 * 24 * 3_600_000;

/** Accounts and matches, as one writes them in an afternoon. */
export class People {
  readonly #addUser;
  readonly #addSession;
  readonly #session;
  readonly #addMatch;
  readonly #match;
  readonly #list;

  constructor(database: DatabaseSync) {
    this.#addUser = database.prepare("INSERT INTO users (id, name) VALUES (?, ?)");
    this.#addSession = database.prepare("INSERT INTO sessions (token, user_id, expires_at) VALUES (?, ?, ?)");
    this.#session = database.prepare("SELECT user_id FROM sessions WHERE token = ? AND expires_at > ?");
    this.#addMatch = database.prepare("INSERT INTO matches (id, user_a, user_b) VALUES (?, ?, ?)");
    this.#match = database.prepare("SELECT * FROM matches WHERE id = ? AND (user_a = ? OR user_b = ?)");
    this.#list = database.prepare(`
      SELECT matches.*, users.name AS peer_name, coalesce(unread.count, 0) AS unread_count FROM matches
      JOIN users ON users.id = CASE WHEN user_a = ?1 THEN user_b ELSE user_a END
      LEFT JOIN unread ON unread.match_id = matches.id AND unread.user_id = ?1
      WHERE user_a = ?1 OR user_b = ?1 ORDER BY last_message_at DESC LIMIT 50`);
  }

  signUp(name: string): { userId: string; token: string } {
    const userId = randomUUID();
    const token = randomUUID();
    this.#addUser.run(userId, name);
    this.#addSession.run(token, userId, Date.now() + SESSION_MS);
    return { userId, token };
  }

  /** Whose token this is. */
  authenticate(token: string): string | undefined {
    const row = this.#session.get(token, Date.now());
    return row === undefined ? undefined : String(row["user_id"]);
  }

  match(userId: string, otherId: string): string {
    const matchId = randomUUID();
    this.#addMatch.run(matchId, userId, otherId);
    return matchId;
  }

  /** The other member of the match; undefined when the user is not in it. */
  peer(matchId: string, userId: string): string | undefined {
    const row = this.#match.get(matchId, userId, userId);
    if (row === undefined) return undefined;
    return String(row["user_a"] === userId ? row["user_b"] : row["user_a"]);
  }

  list(userId: string): unknown[] {
    return this.#list.all(userId);
  }
}
