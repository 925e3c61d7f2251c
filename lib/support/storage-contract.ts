import { beforeEach, describe, expect, test } from "vitest";
import {
  type ChatStorage,
  KEPT_MATCHES,
  KEPT_PAGES,
  type ListChange,
  type SavedPage,
} from "../chat-storage.ts";
import type { OutboxEntry } from "../outbox.ts";
import { isoAt, match, me, message } from "./sample.ts";

const entry = (clientMessageId: string, change: Partial<OutboxEntry> = {}): OutboxEntry => ({
  matchId: "match-1",
  clientMessageId,
  content: "text",
  replyTo: null,
  createdAt: isoAt(1),
  order: 1,
  failed: null,
  ...change,
});
const list = (change: Partial<ListChange>): ListChange => ({
  writer: "tab-1",
  token: "token-1",
  epoch: "epoch-1",
  complete: true,
  changed: [],
  all: () => [],
  ...change,
});
const page = (matchId: string, cursor = 1): SavedPage => ({
  matchId,
  epoch: "epoch-1",
  cursor,
  messages: [message(cursor)],
  hasOlder: false,
});

/** What every storage must do. `open` answers the same storage again when it is called twice in one test. */
export function storageContract(name: string, open: () => Promise<ChatStorage>): void {
  describe(name, () => {
    let storage: ChatStorage;
    beforeEach(async () => {
      storage = await open();
    });

    test("begins empty", async () => {
      expect(await storage.lastUser()).toBeUndefined();
      expect(await storage.load("ann")).toEqual({ outbox: [], drafts: [], list: undefined });
      expect(await storage.page("ann", "match-1")).toBeUndefined();
    });

    test("knows who was here last", async () => {
      await storage.saveUser(me("ann"));
      await storage.saveUser({ ...me("bob"), name: "Bob" });
      expect(await storage.lastUser()).toEqual({ ...me("bob"), name: "Bob" });
    });

    test("U29 keeps the outbox, one entry for each id", async () => {
      await storage.putOutbox("ann", entry("client-id-1"));
      await storage.putOutbox("ann", entry("client-id-2", { replyTo: 3 }));
      await storage.putOutbox("ann", entry("client-id-1", { failed: "match_closed", order: 9 }));
      const { outbox } = await storage.load("ann");
      expect(outbox).toEqual(
        expect.arrayContaining([
          entry("client-id-1", { failed: "match_closed", order: 9 }),
          entry("client-id-2", { replyTo: 3 }),
        ]),
      );
      expect(outbox.length).toBe(2);
      expect(new Set(await storage.outbox("ann"))).toEqual(new Set(outbox));
      await storage.removeOutbox("ann", entry("client-id-1"));
      await storage.removeOutbox("ann", entry("never-there"));
      expect((await storage.load("ann")).outbox).toEqual([entry("client-id-2", { replyTo: 3 })]);
    });

    test("U29 U43 a draft that becomes a message goes in the same step, and no other", async () => {
      for (const matchId of ["match-1", "match-2"]) await storage.saveDraft("ann", matchId, "half a thought");
      await storage.putOutbox("ann", entry("client-id-1"));
      expect((await storage.load("ann")).drafts).toHaveLength(2);
      await storage.putOutbox("ann", entry("client-id-2"), { wasDraft: true });
      const { outbox, drafts } = await storage.load("ann");
      expect(outbox).toHaveLength(2);
      expect(drafts).toEqual([{ matchId: "match-2", text: "half a thought" }]);
    });

    test("U40 keeps drafts, and none for an empty text", async () => {
      await storage.saveDraft("ann", "match-1", "half a");
      await storage.saveDraft("ann", "match-2", "gone");
      await storage.saveDraft("ann", "match-1", "half a thought");
      await storage.saveDraft("ann", "match-2", "");
      expect((await storage.load("ann")).drafts).toEqual([{ matchId: "match-1", text: "half a thought" }]);
    });

    test("keeps the list with the token that is true for it", async () => {
      const [one, two] = [match({ id: "match-1" }), match({ id: "match-2" })];
      await storage.saveList("ann", list({ changed: [], all: () => [one, two] }));
      const changed = { ...one, head: 7 };
      await storage.saveList("ann", list({ token: "token-2", changed: [changed] }));
      const saved = (await storage.load("ann")).list;
      expect(saved).toMatchObject({ token: "token-2", epoch: "epoch-1", complete: true });
      expect(new Set(saved?.matches)).toEqual(new Set([changed, two]));
    });

    test("never mixes the lists of two tabs: an older match must not meet a newer token", async () => {
      await storage.saveList("ann", list({ all: () => [match({ head: 10 }), match({ id: "match-2" })] }));
      const older = list({ writer: "tab-2", token: "token-0", changed: [], all: () => [match({ head: 8 })] });
      await storage.saveList("ann", older);
      expect((await storage.load("ann")).list).toMatchObject({
        token: "token-0",
        matches: [match({ head: 8 })],
      });
    });

    test("keeps the conversations with the latest activity when there are too many, and says so", async () => {
      const many = Array.from({ length: KEPT_MATCHES + 10 }, (_, index) =>
        match({ id: `match-${index}`, createdAt: isoAt(index) }),
      );
      await storage.saveList("ann", list({ all: () => many }));
      const saved = (await storage.load("ann")).list;
      expect([saved?.complete, saved?.matches.length]).toEqual([false, KEPT_MATCHES]);
      expect(saved?.matches.some((one) => one.id === "match-9")).toBe(false);
      expect(saved?.matches.some((one) => one.id === "match-10")).toBe(true);
    });

    test("keeps the newest pages, as many as it may", async () => {
      for (let count = 0; count < KEPT_PAGES; count += 1)
        await storage.savePage("ann", page(`match-${count}`));
      await storage.savePage("ann", page("match-0", 2));
      await storage.savePage("ann", page("match-new"));
      expect(await storage.page("ann", "match-0")).toEqual(page("match-0", 2));
      expect(await storage.page("ann", "match-1")).toBeUndefined();
      expect(await storage.page("ann", "match-2")).toEqual(page("match-2"));
      expect(await storage.page("ann", "match-new")).toEqual(page("match-new"));
    });

    test("drops what the server can tell again, and keeps what it cannot", async () => {
      await fill(storage, "ann");
      await storage.dropCache("ann");
      const saved = await storage.load("ann");
      expect([saved.list, saved.outbox.length, saved.drafts.length]).toEqual([undefined, 1, 1]);
      expect(await storage.page("ann", "match-1")).toBeUndefined();
      expect(await storage.lastUser()).toEqual(me("ann"));
    });

    test("R9 keeps people apart and forgets one completely", async () => {
      await fill(storage, "bo");
      await fill(storage, "bob");
      await fill(storage, "ann");
      await storage.wipe("bo");
      await storage.wipe("ann");
      for (const gone of ["bo", "ann"]) {
        expect(await storage.load(gone)).toEqual({ outbox: [], drafts: [], list: undefined });
        expect(await storage.page(gone, "match-1")).toBeUndefined();
      }
      expect(await storage.lastUser()).toBeUndefined();
      const other = await storage.load("bob");
      expect([other.outbox.length, other.drafts.length, other.list?.matches.length]).toEqual([1, 1, 1]);
      expect(await storage.page("bob", "match-1")).toEqual(page("match-1"));
    });
  });
}

async function fill(storage: ChatStorage, userId: string): Promise<void> {
  await storage.saveUser(me(userId));
  await storage.putOutbox(userId, entry("client-id-1"));
  await storage.saveDraft(userId, "match-1", "text");
  await storage.saveList(userId, list({ all: () => [match()] }));
  await storage.savePage(userId, page("match-1"));
}
