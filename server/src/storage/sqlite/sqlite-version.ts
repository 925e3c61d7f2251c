/** The first release without the bug that could corrupt a write-ahead log that several connections checkpoint. */
const OLDEST = [3, 51, 3] as const;

/** @throws when this SQLite must not be trusted with the data */
export function requireSqlite(version: string): void {
  const found = version.split(".").map(Number);
  const at = OLDEST.findIndex((wanted, place) => found[place] !== wanted);
  const isOlder = at >= 0 && !((found[at] ?? 0) > (OLDEST[at] ?? 0));
  if (isOlder)
    throw new Error(
      `This Node has SQLite ${version}, which can corrupt a database; ${OLDEST.join(".")} is the oldest that is safe. Install the Node version that package.json names.`,
    );
}
