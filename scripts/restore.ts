/** `npm run restore -- DIRECTORY`: puts a backup in the place of the data of a server that is stopped. */
import { restoreBackup } from "./backup/restore-backup.ts";
import { runOnData } from "./backup/run-on-data.ts";

runOnData("npm run restore -- DIRECTORY", (dataDir, backup) => {
  const kept = restoreBackup({ backup, dataDir, now: new Date() });
  const before = kept === undefined ? "" : ` What was there before is in ${kept}.`;
  return `${dataDir} is as it was when ${backup} was made.${before} Start the server: clients fetch everything anew.`;
});
