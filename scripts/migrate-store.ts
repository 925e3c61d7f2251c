/**
 * `npm run migrate-store -- --from sqlite --to mongodb`: copies the data of a server that is stopped, in DATA_DIR, into
 * the empty database of MONGODB_URL.
 */
import { parseArgs } from "node:util";
import { loadEnvFiles, readConfig } from "../server/src/config.ts";
import { MoveError } from "../server/src/migrate-store/move-error.ts";
import { moveStore } from "../server/src/migrate-store/move-store.ts";
import { Progress } from "../server/src/migrate-store/progress.ts";

const USAGE = "Usage: npm run migrate-store -- --from sqlite --to mongodb";

try {
  const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
  if (values.from !== "sqlite" || values.to !== "mongodb") throw new MoveError(USAGE);
  loadEnvFiles();
  const { dataDir, mongodbUrl } = readConfig();
  if (mongodbUrl === undefined) throw new MoveError("MONGODB_URL must say where to move to.");
  const progress = new Progress(process.stdout);
  await moveStore({ dataDir, mongodbUrl, progress });
  progress.say(`Everything is in the database of MONGODB_URL, compared with ${dataDir}, which is as it was.`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\n${reason}\nNothing was changed in the data directory. Run it again to go on.\n`);
  process.exitCode = 1;
}
