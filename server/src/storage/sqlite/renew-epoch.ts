import { randomUUID } from "node:crypto";
import { connectToWrite } from "./connect.ts";
import { prepareDataFile } from "./data-file.ts";

/**
 * To be called once for a backup that is put back, before it is served: positions that were given out since the backup
 * may be given out again with other content, so every cursor and token from before must be void (G7, G15). Nobody else
 * may use the file meanwhile.
 *
 * @returns the new epoch
 * @throws with a sentence for the operator when the file cannot be served
 */
export function renewEpoch(path: string): string {
  prepareDataFile(path);
  const db = connectToWrite(path);
  try {
    const epoch = randomUUID();
    db.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(epoch);
    return epoch;
  } finally {
    db.close();
  }
}
