/**
 * Runs before every TypeScript entry of the npm scripts. Plain JavaScript, because a Node that is too old cannot even
 * read the rest: Duologue runs its TypeScript directly and keeps its data with the built-in SQLite.
 */
const needed = 24;
const found = process.versions.node;

if (Number.parseInt(found, 10) < needed) {
  process.stderr.write(
    `Duologue needs Node.js ${needed} or newer; this is ${found}. Install it from https://nodejs.org and try again.\n`,
  );
  process.exit(1);
}
