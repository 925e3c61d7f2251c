import { describe, expect, test } from "vitest";
import type { ChatStorage } from "./chat-storage.ts";
import { openWithFallback } from "./storage-fallback.ts";
import { MemoryStorage } from "./storage-memory.ts";
import { me } from "./support/sample.ts";
import { VirtualClock } from "./support/virtual-clock.ts";

const never = () => new Promise<never>(() => {});
const full = () => Promise.reject(new DOMException("full", "QuotaExceededError"));

/** A durable storage of which some operations do not work. */
function durable(broken: Partial<ChatStorage> = {}): ChatStorage {
  const inner = new MemoryStorage();
  return {
    kind: "durable",
    lastUser: () => inner.lastUser(),
    saveUser: (one) => inner.saveUser(one),
    load: (userId) => inner.load(userId),
    outbox: (userId) => inner.outbox(userId),
    putOutbox: (userId, entry) => inner.putOutbox(userId, entry),
    removeOutbox: (userId, key) => inner.removeOutbox(userId, key),
    saveDraft: (userId, matchId, text) => inner.saveDraft(userId, matchId, text),
    saveList: (userId, change) => inner.saveList(userId, change),
    page: (userId, matchId) => inner.page(userId, matchId),
    savePage: (userId, page) => inner.savePage(userId, page),
    dropCache: (userId) => inner.dropCache(userId),
    wipe: (userId) => inner.wipe(userId),
    close: () => inner.close(),
    ...broken,
  };
}

async function opened(open: () => Promise<ChatStorage>) {
  const clock = new VirtualClock();
  let changes = 0;
  const changed = () => {
    changes += 1;
  };
  const opening = openWithFallback({ open, memory: new MemoryStorage(), clock, changed });
  await clock.advance(3_000);
  return { storage: await opening, clock, changes: () => changes };
}

describe("U83 storage that", () => {
  test("works is used", async () => {
    const { storage } = await opened(async () => durable());
    await storage.saveUser(me("ann"));
    expect([storage.kind, await storage.lastUser()]).toEqual(["durable", me("ann")]);
  });

  test("is blocked gives way to memory", async () => {
    const { storage } = await opened(() => Promise.reject(new DOMException("blocked", "SecurityError")));
    await storage.saveUser(me("ann"));
    expect([storage.kind, await storage.lastUser()]).toEqual(["memory", me("ann")]);
  });

  test("never opens gives way to memory, and is closed should it open after all", async () => {
    const { promise, resolve } = Promise.withResolvers<ChatStorage>();
    const { storage } = await opened(() => promise);
    expect(storage.kind).toBe("memory");
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    resolve(durable({ close }));
    await closed;
  });

  test("is full is not used any more, which is said once, and loses nothing", async () => {
    const { storage, changes } = await opened(async () => durable({ saveDraft: full, saveUser: full }));
    await Promise.all([storage.saveDraft("ann", "match-1", "text"), storage.saveUser(me("ann"))]);
    expect([storage.kind, changes()]).toEqual(["memory", 1]);
    expect((await storage.load("ann")).drafts).toEqual([{ matchId: "match-1", text: "text" }]);
  });

  test("hangs is given up", async () => {
    const { storage, clock } = await opened(async () => durable({ saveDraft: never }));
    const saving = storage.saveDraft("ann", "match-1", "text");
    await clock.advance(3_000);
    await saving;
    expect(storage.kind).toBe("memory");
  });

  test("failed is still wiped when the person signs out (R9)", async () => {
    const inner = durable({ saveDraft: full });
    const { storage } = await opened(async () => inner);
    await storage.saveUser(me("ann"));
    await storage.saveDraft("ann", "match-1", "text");
    await storage.wipe("ann");
    expect(await inner.lastUser()).toBeUndefined();
  });
});
