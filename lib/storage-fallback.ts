import type { ClientClock } from "./chat-ports.ts";
import type { ChatStorage } from "./chat-storage.ts";

/** A browser's database that has not answered by then will not: Safari's sometimes hangs without an error. */
const PATIENCE_MS = 3_000;

interface Fallback {
  open(): Promise<ChatStorage>;
  /** what works in any case */
  memory: ChatStorage;
  clock: ClientClock;
  /** Called when the storage becomes "memory" after it was opened. */
  changed(): void;
}

/**
 * A storage that always works: the durable one until it fails or hangs once, then memory for the rest of the visit
 * (U83). What durable storage still holds is read at the next visit; an outbox entry that was sent meanwhile is then
 * sent again with its old id, which changes nothing (G3).
 */
export async function openWithFallback({ open, memory, clock, changed }: Fallback): Promise<ChatStorage> {
  const opening = open();
  let durable: ChatStorage;
  try {
    durable = await inTime(opening, clock);
  } catch {
    // It may still open when the time is up; then nobody uses it.
    opening.then(
      (late) => late.close(),
      () => undefined,
    );
    return memory;
  }

  let current = durable;
  const attempt = async <T>(operation: (storage: ChatStorage) => Promise<T>): Promise<T> => {
    if (current === memory) return operation(memory);
    try {
      return await inTime(operation(current), clock);
    } catch {
      const broke = current !== memory;
      current = memory;
      if (broke) changed();
      return operation(memory);
    }
  };

  return {
    get kind() {
      return current.kind;
    },
    lastUser: () => attempt((storage) => storage.lastUser()),
    saveUser: (me) => attempt((storage) => storage.saveUser(me)),
    load: (userId) => attempt((storage) => storage.load(userId)),
    outbox: (userId) => attempt((storage) => storage.outbox(userId)),
    putOutbox: (userId, entry, how) => attempt((storage) => storage.putOutbox(userId, entry, how)),
    removeOutbox: (userId, key) => attempt((storage) => storage.removeOutbox(userId, key)),
    saveDraft: (userId, matchId, text) => attempt((storage) => storage.saveDraft(userId, matchId, text)),
    saveList: (userId, change) => attempt((storage) => storage.saveList(userId, change)),
    page: (userId, matchId) => attempt((storage) => storage.page(userId, matchId)),
    savePage: (userId, page) => attempt((storage) => storage.savePage(userId, page)),
    dropCache: (userId) => attempt((storage) => storage.dropCache(userId)),
    // What was kept before the failure must go too, if that is possible at all (R9).
    wipe: async (userId) => {
      if (current === memory) await inTime(durable.wipe(userId), clock).catch(() => undefined);
      await attempt((storage) => storage.wipe(userId));
    },
    close: () => durable.close(),
  };
}

function inTime<T>(promise: Promise<T>, clock: ClientClock): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const cancel = clock.after(PATIENCE_MS, () => reject(new Error("The browser's database does not answer")));
  return Promise.race([promise, late]).finally(cancel);
}
