import type { ChatStorage } from "../../lib/chat-storage.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Process } from "../engine/process.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import { through } from "../engine/through.ts";
import type { History } from "../history/history.ts";

interface TabStorageOptions {
  /** what the browser keeps for all its tabs */
  kept: ChatStorage;
  scheduler: Scheduler;
  random: SeededRandom;
  process: Process;
}

/** How long the browser's database takes, in milliseconds. */
const SLOW_MS = 6;

/**
 * The browser's database as one tab reaches it: transactions in the order asked for, each with its effect at one
 * moment. When the tab dies, what it had asked for is either all carried out or not at all.
 */
export function tabStorage({ kept, scheduler, random, process }: TabStorageOptions): ChatStorage {
  let free = 0;
  const outlives = random.chance(0.5);
  const pass = (_: string, call: () => Promise<unknown>) =>
    new Promise<unknown>((resolve, reject) => {
      free = Math.max(free, scheduler.now) + random.fraction() * SLOW_MS;
      scheduler.after(free - scheduler.now, () => {
        if (!process.isAlive && !outlives) return;
        call().then(
          (value) => process.run(() => resolve(value)),
          (error: unknown) => process.run(() => reject(error)),
        );
      });
    });
  const storage = through(kept, pass);
  return new Proxy(storage, {
    get: (target, name) => {
      if (name === "kind") return "durable";
      // Closing is no transaction.
      if (name === "close") return () => {};
      return Reflect.get(target, name);
    },
  });
}

/** The same storage; what it has kept of the outbox is written down. */
export function keepingNotes(storage: ChatStorage, history: History): ChatStorage {
  const putOutbox: ChatStorage["putOutbox"] = async (userId, entry) => {
    await storage.putOutbox(userId, entry);
    history.record({ kind: "kept", content: entry.content });
  };
  return new Proxy(storage, {
    get: (target, name) => (name === "putOutbox" ? putOutbox : Reflect.get(target, name)),
  });
}
