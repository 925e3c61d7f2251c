import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { connectToWrite } from "./connect.ts";
import { checkpoint } from "./wal.ts";

/** To the checkpointer. */
export type CheckpointerOrder = { order: "checkpoint" } | { order: "close" };

/** From the checkpointer. */
export type CheckpointerReport = { report: "ready" | "checkpoint" };

/** The thread that copies the write-ahead log into the data file while the writer goes on committing. */
function serve(port: MessagePort, path: string): void {
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
