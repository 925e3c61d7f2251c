import { randomUUID } from "node:crypto";
import { connectToWrite } from "./connect.ts";
import { prepareDataFile } from "./data-file.ts";
import { takeOwnership } from "./owner-lock.ts";
import { pathsIn } from "./paths.ts";

/**
 * To be called once after a backup was put back, before the store is opened: positions that were given out since the
 * backup may be given out again with other content, so every cursor and token from before must be void (G7, G15).
 *
 * @returns the new epoch
 * @throws when another process uses the directory or the file cannot be served
 */
export function renewEpoch(directory: string): string {
  const paths = pathsIn(directory);
  const ownership = takeOwnership(paths.lock);
  try {
    prepareDataFile(paths.data);
    const db = connectToWrite(paths.data);
    try {
      const epoch = randomUUID();
      db.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(epoch);
      return epoch;
    } finally {
      db.close();
    }
  } finally {
    ownership.release();
  }
}
