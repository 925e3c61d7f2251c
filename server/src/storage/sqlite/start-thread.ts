import { Worker } from "node:worker_threads";

export interface Thread<Order extends { order: string }> {
  send(order: Order | { order: "close" }): void;
  /** Sends "close" and resolves when the thread is gone. */
  close(): Promise<void>;
}

interface ThreadOptions<Report> {
  /** the module that the thread runs; its first report says that it is ready */
  entry: URL;
  /** the data file */
  path: string;
  onReport: (report: Report) => void;
  /** The thread ended without having been asked to: nothing of the store can go on. */
  onDeath: (error: Error) => void;
}

/** Resolves when the thread is ready; rejects with what stopped it. */
export function startThread<Order extends { order: string }, Report>(
  options: ThreadOptions<Report>,
): Promise<Thread<Order>> {
  const worker = new Worker(options.entry, { workerData: options.path });
  let failure = new Error(`The thread of ${options.entry.pathname} ended by itself.`);
  let closing = false;
  const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  worker.on("error", (error) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });
  const thread: Thread<Order> = {
    send: (order) => worker.postMessage(order),
    close() {
      if (!closing) worker.postMessage({ order: "close" });
      closing = true;
      return gone;
    },
  };
  return new Promise((resolve, reject) => {
    worker.once("message", () => {
      worker.on("message", options.onReport);
      resolve(thread);
    });
    void gone.then(() => {
      reject(failure);
      if (!closing) options.onDeath(failure);
    });
  });
}
