/** `npm run backup -- DIRECTORY`: copies the data of a server that runs on SQLite, without stopping it. */
import { runOnData } from "./backup/run-on-data.ts";
import { takeBackup } from "./backup/take-backup.ts";

runOnData("npm run backup -- DIRECTORY", (dataDir, target) => {
  const bytes = takeBackup({ dataDir, target });
  return `The backup is in ${target} (${(bytes / 1_000_000).toFixed(1)} MB). It holds messages, password hashes and keys: keep it private.`;
});
