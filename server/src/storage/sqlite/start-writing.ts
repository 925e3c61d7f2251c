import type { CheckpointerOrder, CheckpointerReport } from "./checkpointer.ts";
import { startThread, type Thread } from "./start-thread.ts";
import { WalKeeper } from "./wal-keeper.ts";
import { WriteQueue } from "./write-queue.ts";
import type { WriterOrder, WriterReport } from "./writer.ts";

export interface Writing {
  queue: WriteQueue;
  /** Resolves when the disk failed or a thread died: nothing that was under way is known, and nothing more is written. */
  broken: Promise<Error>;
  /** For whoever else learns that the disk failed. */
  fail(error: Error): void;
  /** Ends the threads after what is under way; what comes later is refused. */
  close(): Promise<void>;
}

/** Starts what writes, and joins it: the queue feeds the writer, whose commits feed the checkpointer. */
export async function startWriting(path: string): Promise<Writing> {
  const { promise: broken, resolve: breakDown } = Promise.withResolvers<Error>();
  const fail = (error: Error) => {
    queue.stop(error);
    breakDown(error);
  };
  const queue = new WriteQueue((writes) => writer.send({ order: "batch", writes }));
  const checkpointer = checkpointerOn({ path, onDeath: fail, onReport: () => keeper.copied() });
  const keeper = new WalKeeper({
    copy: () => checkpointer.copy(),
    finish: () => writer.send({ order: "checkpoint" }),
  });
  const writer = await startThread<WriterOrder, WriterReport>({
    entry: new URL("./writer.ts", import.meta.url),
    path,
    onDeath: fail,
    onReport(report) {
      if (report.report === "batch") {
        if ("refusal" in report.reply) keeper.refused();
        else if (report.walPages !== undefined) keeper.committed(report.walPages);
        queue.settle(report.reply);
      } else keeper.finished();
    },
  });
  return {
    queue,
    broken,
    fail,
    async close() {
      await queue.idle();
      queue.stop(new Error("The store is closed."));
      await checkpointer.close();
      await writer.close();
    },
  };
}

interface CheckpointerOptions {
  path: string;
  onDeath: (error: Error) => void;
  onReport: () => void;
}

/** The thread is started when it is first needed: a deployment that writes little never does. */
function checkpointerOn(options: CheckpointerOptions): { copy(): void; close(): Promise<void> } {
  const entry = new URL("./checkpointer.ts", import.meta.url);
  let started: Promise<Thread<CheckpointerOrder> | undefined> | undefined;
  const start = () =>
    // Why it could not start is told to onDeath.
    startThread<CheckpointerOrder, CheckpointerReport>({ entry, ...options }).catch(() => undefined);
  return {
    copy() {
      started ??= start();
      void started.then((thread) => thread?.send({ order: "checkpoint" }));
    },
    async close() {
      await (await started)?.close();
    },
  };
}
