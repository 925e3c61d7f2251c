/**
 * Runs before every TypeScript entry of the npm scripts. Plain JavaScript, because a Node that is too old cannot even
 * read the rest: Duologue runs its TypeScript directly and keeps its data with the built-in SQLite.
 */
import { existsSync } from "node:fs";

const needed = 24;
const found = process.versions.node;
if (Number.parseInt(found, 10) < needed) {
  process.stderr.write(
    `Duologue needs Node.js ${needed} or newer; this is ${found}. Install it from https://nodejs.org and try again.\n`,
  );
  process.exit(1);
}

// A variable that is set already wins over the files, and the file of this machine over the one of the project.
for (const file of [".env.local", ".env"]) if (existsSync(file)) process.loadEnvFile(file);
