import { resolve } from "node:path";
import { ConfigError, loadEnvFiles, readConfig } from "../../server/src/config.ts";
import { OwnedError } from "../../server/src/storage/sqlite/owner-lock.ts";
import { BackupError } from "./backup-error.ts";

/**
 * Runs what an operator asked for with one path, on the data directory of the configuration. What keeps it from being
 * done is one line and exit code 1.
 */
export function runOnData(usage: string, work: (dataDir: string, path: string) => string): void {
  try {
    loadEnvFiles();
    const [path, ...rest] = process.argv.slice(2);
    if (path === undefined || path.startsWith("-") || rest.length > 0)
      throw new BackupError(`Usage: ${usage}`);
    const { dataDir, mongodbUrl } = readConfig();
    if (mongodbUrl !== undefined)
      throw new BackupError("MONGODB_URL is set: its own tools, such as mongodump, back that database up.");
    process.stdout.write(`${work(dataDir, resolve(path))}\n`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const isForeseen = [BackupError, ConfigError, OwnedError].some((kind) => error instanceof kind);
    process.stderr.write(`${isForeseen ? error.message : (error.stack ?? error.message)}\n`);
    process.exitCode = 1;
  }
}
