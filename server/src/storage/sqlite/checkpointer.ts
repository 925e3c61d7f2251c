import { constants, setPriority } from "node:os";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { connectToWrite } from "./connect.ts";
import { checkpoint } from "./wal.ts";

/** To the checkpointer. */
export type CheckpointerOrder = { order: "checkpoint" } | { order: "close" };

/** From the checkpointer. */
export type CheckpointerReport = { report: "ready" | "checkpoint" };

/**
 * The thread that copies the write-ahead log into the data file while the writer goes on committing. Where it shares a core
 * with the others, they come first: nobody waits for what it does.
 */
function serve(port: MessagePort, path: string): void {
  // Of this thread alone: on Linux a priority belongs to a thread, elsewhere to the process.
  if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const db = connectToWrite(path);
  const report = (message: CheckpointerReport) => port.postMessage(message);
  port.on("message", ({ order }: CheckpointerOrder) => {
    if (order === "close") {
      db.close();
      port.close();
      return;
    }
    checkpoint(db, "PASSIVE");
    report({ report: "checkpoint" });
  });
  report({ report: "ready" });
}

if (parentPort !== null) serve(parentPort, String(workerData));
