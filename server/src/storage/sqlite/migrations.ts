export interface Migration {
  version: number;
  sql: string;
}

/**
 * The way from an empty file to the schema of this version, in steps that are never changed once they were released.
 *
 * `event` is the log: clustered by conversation, because it is read and written there. Its second key makes a send
 * idempotent for ever (G3). Everything else about a conversation that a list needs can be derived from it, so a message
 * touches nothing but its row, that key and the end of `journal`; what it means for the lists of its members is
 * written later and for many messages at once (see activity.ts).
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE person (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        image TEXT,
        bio TEXT,
        read_receipts INTEGER NOT NULL,
        typing INTEGER NOT NULL,
        presence INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE decision (
        by_person TEXT NOT NULL REFERENCES person (id),
        on_person TEXT NOT NULL REFERENCES person (id),
        liked INTEGER NOT NULL,
        PRIMARY KEY (by_person, on_person)
      ) STRICT, WITHOUT ROWID;

      -- active, changed and ended follow the log through the journal; 0: not placed yet
      CREATE TABLE match (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        member_a TEXT NOT NULL REFERENCES person (id),
        member_b TEXT NOT NULL REFERENCES person (id),
        created_at INTEGER NOT NULL,
        active INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL DEFAULT 0,
        ended INTEGER NOT NULL DEFAULT 0,
        UNIQUE (member_a, member_b),
        CHECK (member_a < member_b)
      ) STRICT;
      CREATE INDEX match_active_a ON match (member_a, active);
      CREATE INDEX match_active_b ON match (member_b, active);
      CREATE INDEX match_changed_a ON match (member_a, changed);
      CREATE INDEX match_changed_b ON match (member_b, changed);

      CREATE TABLE event (
        match INTEGER NOT NULL REFERENCES match (key),
        seq INTEGER NOT NULL CHECK (seq > 0),
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        side INTEGER NOT NULL CHECK (side IN (0, 1)),
        client_id TEXT NOT NULL,
        target_seq INTEGER,
        body TEXT,
        created_at TEXT NOT NULL,
        sent_a INTEGER NOT NULL,
        sent_b INTEGER NOT NULL,
        message_seq INTEGER NOT NULL,
        PRIMARY KEY (match, seq),
        UNIQUE (match, side, client_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE mark (
        match INTEGER NOT NULL REFERENCES match (key),
        side INTEGER NOT NULL CHECK (side IN (0, 1)),
        read_seq INTEGER NOT NULL,
        delivered_seq INTEGER NOT NULL,
        read_at INTEGER,
        PRIMARY KEY (match, side)
      ) STRICT, WITHOUT ROWID;

      -- one row for each change, in the order of commits; what the match table has taken over is removed
      CREATE TABLE journal (
        position INTEGER PRIMARY KEY,
        match INTEGER NOT NULL REFERENCES match (key),
        effect TEXT NOT NULL
      ) STRICT;
    `,
  },
  {
    version: 2,
    sql: `
      -- the same decisions as runs of neighbouring keys of person, each as long as it can be: who is in none is undecided
      CREATE TABLE decided (
        by_person INTEGER NOT NULL REFERENCES person (key),
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (by_person, first),
        CHECK (first <= last)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO decided
        SELECT by_key, min(on_key), max(on_key) FROM (
          SELECT one.key AS by_key, other.key AS on_key,
            other.key - row_number() OVER (PARTITION BY one.key ORDER BY other.key) AS run
          FROM decision JOIN person AS one ON one.id = by_person JOIN person AS other ON other.id = on_person)
        GROUP BY by_key, run;
    `,
  },
];
