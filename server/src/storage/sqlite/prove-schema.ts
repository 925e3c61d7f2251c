import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";

/**
 * What is wrong with a file's schema, one phrase for each table, key or index; empty when it is exactly what this
 * version makes. A store that cannot prove its unique keys must not be served: they are what makes a send idempotent
 * and a log gapless (G3, G5, G15).
 */
export function schemaFaults(db: DatabaseSync): string[] {
  const reference = new DatabaseSync(":memory:");
  try {
    migrate(reference, migrations);
    const wanted = definitions(reference);
    const found = definitions(db);
    return [
      ...[...wanted.keys()].filter((name) => !found.has(name)).map((name) => `${name} is missing`),
      ...[...found.keys()].filter((name) => !wanted.has(name)).map((name) => `${name} is not ours`),
      ...[...wanted]
        .filter(([name, sql]) => found.has(name) && found.get(name) !== sql)
        .map(([name]) => `${name} is different`),
    ];
  } finally {
    reference.close();
  }
}

/** Name and text of every table, index, trigger and view; a key of a table is in the text of its table. */
function definitions(db: DatabaseSync): Map<string, string> {
  const rows = db
    .prepare(
      "SELECT type || ' ' || name AS name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'",
    )
    .all();
  return new Map(rows.map((row) => [String(row["name"]), String(row["sql"])]));
}
