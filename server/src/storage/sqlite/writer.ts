import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { connectToWrite } from "./connect.ts";
import { prepareWrites, type Write } from "./prepare-writes.ts";
import { type BatchReply, runBatch } from "./run-batch.ts";
import { checkpoint, prepareWalPages } from "./wal.ts";

/** To the writer; between two orders nothing of the data is locked. */
export type WriterOrder =
  | { order: "batch"; writes: readonly Write[] }
  /** finish what the checkpointer has left; nothing can be added meanwhile, so that the log can start over */
  | { order: "checkpoint" }
  /** empty the log, let go of the file and end */
  | { order: "close" };

/** From the writer. */
export type WriterReport =
  | { report: "ready" }
  /** with the length of the log now and then, because counting its pages costs as much as some writes */
  | { report: "batch"; reply: BatchReply; walPages?: number }
  | { report: "checkpoint" };

/** A write fills one to three pages, the largest message six: the log cannot become much too long in between. */
const COUNTED_AFTER_WRITES = 1_024;

/**
 * The thread with the one connection that writes: waiting for the disk never stops the event loop. What it cannot
 * handle ends it, and with it the store (see startThread).
 */
function serve(port: MessagePort, path: string): void {
  const db = connectToWrite(path);
  const writes = prepareWrites(db);
  const walPages = prepareWalPages(db);
  const report = (message: WriterReport) => port.postMessage(message);
  let uncounted = 0;
  port.on("message", (order: WriterOrder) => {
    switch (order.order) {
      case "batch": {
        const reply = runBatch(db, writes, order.writes);
        uncounted += order.writes.length;
        if (uncounted < COUNTED_AFTER_WRITES) return report({ report: "batch", reply });
        uncounted = 0;
        return report({ report: "batch", reply, walPages: walPages() });
      }
      case "checkpoint":
        checkpoint(db, "PASSIVE");
        return report({ report: "checkpoint" });
      case "close":
        checkpoint(db, "TRUNCATE");
        db.close();
        return port.close();
    }
  });
  report({ report: "ready" });
}

if (parentPort !== null) serve(parentPort, String(workerData));
