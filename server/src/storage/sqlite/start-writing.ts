import type { CheckpointerOrder, CheckpointerReport } from "./checkpointer.ts";
import { startThread, type Thread } from "./start-thread.ts";
import { WalKeeper } from "./wal-keeper.ts";
import { WriteQueue } from "./write-queue.ts";
import type { WriterOrder, WriterReport } from "./writer.ts";

export interface Writing {
  queue: WriteQueue;
  /** Resolves when a thread died: nothing that was under way is known, and nothing more can be written. */
  broken: Promise<Error>;
  /** Ends both threads after what is under way; what comes later is refused. */
  close(): Promise<void>;
}

/** Starts the threads that write, and joins them: the queue feeds the writer, whose commits feed the checkpointer. */
export async function startWriting(path: string): Promise<Writing> {
  const { promise: broken, resolve: breakDown } = Promise.withResolvers<Error>();
  const onDeath = (error: Error) => {
    queue.stop(error);
    breakDown(error);
  };
  const queue = new WriteQueue((writes) => writer.send({ order: "batch", writes }));
  const keeper = new WalKeeper({
    copy: () => checkpointer.send({ order: "checkpoint" }),
    finish: () => writer.send({ order: "checkpoint" }),
  });
  const writer: Thread<WriterOrder> = await startThread<WriterOrder, WriterReport>({
    entry: new URL("./writer.ts", import.meta.url),
    path,
    onDeath,
    onReport(report) {
      if (report.report === "batch") {
        keeper.committed(report.walPages);
        queue.settle(report.reply);
      } else keeper.finished();
    },
  });
  const checkpointer = await startThread<CheckpointerOrder, CheckpointerReport>({
    entry: new URL("./checkpointer.ts", import.meta.url),
    path,
    onDeath,
    onReport: () => keeper.copied(),
  });
  return {
    queue,
    broken,
    async close() {
      await queue.idle();
      queue.stop(new Error("The store is closed."));
      await checkpointer.close();
      await writer.close();
    },
  };
}
