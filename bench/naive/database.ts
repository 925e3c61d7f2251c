import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** node:sqlite with its own default, synchronous=FULL: the naive server is as durable as ours. */
export function openDatabase(directory: string): DatabaseSync {
  const database = new DatabaseSync(join(directory, "naive.db"));
  database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
  database.exec(`
    CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS sessions (
      token TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS matches (
      id TEXT PRIMARY KEY, user_a TEXT NOT NULL, user_b TEXT NOT NULL,
      last_message TEXT, last_message_at INTEGER
    );
    CREATE INDEX IF NOT EXISTS matches_of_a ON matches (user_a);
    CREATE INDEX IF NOT EXISTS matches_of_b ON matches (user_b);
    CREATE TABLE IF NOT EXISTS messages (
      id TEXT PRIMARY KEY, match_id TEXT NOT NULL, sender_id TEXT NOT NULL,
      content TEXT NOT NULL, created_at INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS messages_by_time ON messages (match_id, created_at);
    CREATE TABLE IF NOT EXISTS unread (
      match_id TEXT NOT NULL, user_id TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (match_id, user_id)
    );
  `);
  return database;
}
