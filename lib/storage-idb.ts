import type { Match, Me } from "@duologue/protocol/models";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import {
  type ChatStorage,
  KEPT_MATCHES,
  KEPT_PAGES,
  type ListChange,
  type SavedChat,
  type SavedList,
  type SavedPage,
} from "./chat-storage.ts";
import { keptMatches } from "./kept-matches.ts";
import type { EntryKey, OutboxEntry } from "./outbox.ts";

/** Every key begins with the user's id: what belongs to one person is one range of each store. */
interface Schema extends DBSchema {
  people: { key: string; value: Me };
  last: { key: "last"; value: string };
  outbox: { key: [string, string, string]; value: OutboxEntry };
  drafts: { key: [string, string]; value: string };
  matches: { key: [string, string]; value: Match };
  lists: { key: string; value: Omit<SavedList, "matches"> & { writer: string } };
  /** `order` rises with every save of the person */
  pages: {
    key: [string, string];
    value: { userId: string; order: number; page: SavedPage };
    indexes: { order: [string, number] };
  };
}

type Database = IDBPDatabase<Schema>;

/** Opens the browser's database of that name; rejects when the browser does not allow it. */
export async function openIdbStorage(name: string): Promise<ChatStorage> {
  const database: Database = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("people");
      fresh.createObjectStore("last");
      fresh.createObjectStore("outbox");
      fresh.createObjectStore("drafts");
      fresh.createObjectStore("matches");
      fresh.createObjectStore("lists");
      fresh.createObjectStore("pages").createIndex("order", ["userId", "order"]);
    },
    // A newer version of the app in another tab must not wait for this one.
    blocking: () => database.close(),
  });
  return new IdbStorage(database);
}

class IdbStorage implements ChatStorage {
  readonly kind = "durable";
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async lastUser(): Promise<Me | undefined> {
    const userId = await this.database.get("last", "last");
    return userId === undefined ? undefined : this.database.get("people", userId);
  }

  async saveUser(me: Me): Promise<void> {
    const step = this.database.transaction(["people", "last"], "readwrite");
    await Promise.all([
      step.objectStore("people").put(me, me.id),
      step.objectStore("last").put(me.id, "last"),
      step.done,
    ]);
  }

  async load(userId: string): Promise<SavedChat> {
    const step = this.database.transaction(["outbox", "drafts", "matches", "lists"]);
    const range = ofPerson(userId);
    const [outbox, draftKeys, draftTexts, matches, list] = await Promise.all([
      step.objectStore("outbox").getAll(range),
      step.objectStore("drafts").getAllKeys(range),
      step.objectStore("drafts").getAll(range),
      step.objectStore("matches").getAll(range),
      step.objectStore("lists").get(userId),
      step.done,
    ]);
    const drafts = draftKeys.map(([, matchId], index) => ({ matchId, text: draftTexts[index] ?? "" }));
    if (!list) return { outbox, drafts, list: undefined };
    const { token, epoch, complete } = list;
    return { outbox, drafts, list: { matches, token, epoch, complete } };
  }

  outbox(userId: string): Promise<OutboxEntry[]> {
    return this.database.getAll("outbox", ofPerson(userId));
  }

  async putOutbox(
    userId: string,
    entry: OutboxEntry,
    { wasDraft = false }: { wasDraft?: boolean } = {},
  ): Promise<void> {
    const step = this.database.transaction(["outbox", "drafts"], "readwrite");
    await committed(step, [
      step.objectStore("outbox").put(entry, [userId, entry.matchId, entry.clientMessageId]),
      wasDraft ? step.objectStore("drafts").delete([userId, entry.matchId]) : undefined,
    ]);
  }

  async removeOutbox(userId: string, key: EntryKey): Promise<void> {
    await this.database.delete("outbox", [userId, key.matchId, key.clientMessageId]);
  }

  async saveDraft(userId: string, matchId: string, text: string): Promise<void> {
    const step = this.database.transaction("drafts", "readwrite");
    const key: [string, string] = [userId, matchId];
    await committed(step, [text === "" ? step.store.delete(key) : step.store.put(text, key)]);
  }

  async saveList(userId: string, change: ListChange): Promise<void> {
    const step = this.database.transaction(["lists", "matches"], "readwrite");
    const matches = step.objectStore("matches");
    const mine = (await step.objectStore("lists").get(userId))?.writer === change.writer;
    if (!mine) await matches.delete(ofPerson(userId));
    const written = mine ? change.changed : change.all();
    await Promise.all(written.map((match) => matches.put(match, [userId, match.id])));
    const cut = await cutMatches(matches, userId);
    const { token, epoch, writer } = change;
    const complete = change.complete && !cut;
    await step.objectStore("lists").put({ token, epoch, complete, writer }, userId);
    await step.done;
  }

  async page(userId: string, matchId: string): Promise<SavedPage | undefined> {
    return (await this.database.get("pages", [userId, matchId]))?.page;
  }

  async savePage(userId: string, page: SavedPage): Promise<void> {
    const step = this.database.transaction("pages", "readwrite");
    const byOrder = step.store.index("order");
    const newest = await byOrder.openKeyCursor(ofPerson(userId), "prev");
    const order = (newest?.key[1] ?? 0) + 1;
    await step.store.put({ userId, order, page }, [userId, page.matchId]);
    const surplus = (await byOrder.count(ofPerson(userId))) - KEPT_PAGES;
    if (surplus > 0)
      for (const key of await byOrder.getAllKeys(ofPerson(userId), surplus)) await step.store.delete(key);
    await step.done;
  }

  async dropCache(userId: string): Promise<void> {
    const step = this.database.transaction(["matches", "lists", "pages"], "readwrite");
    await Promise.all([
      step.objectStore("matches").delete(ofPerson(userId)),
      step.objectStore("pages").delete(ofPerson(userId)),
      step.objectStore("lists").delete(userId),
      step.done,
    ]);
  }

  async wipe(userId: string): Promise<void> {
    const all = ["people", "last", "outbox", "drafts", "matches", "lists", "pages"] as const;
    const step = this.database.transaction(all, "readwrite");
    const last = await step.objectStore("last").get("last");
    const ranged = ["outbox", "drafts", "matches", "pages"] as const;
    await Promise.all([
      ...ranged.map((store) => step.objectStore(store).delete(ofPerson(userId))),
      step.objectStore("lists").delete(userId),
      step.objectStore("people").delete(userId),
      last === userId ? step.objectStore("last").delete("last") : undefined,
      step.done,
    ]);
  }

  close(): void {
    this.database.close();
  }
}

/**
 * Resolves when what was asked of the step is kept. The commit is asked for at once: left to the browser it comes an event
 * later, and a page that is closed or reloaded right after a key was pressed took with it what was written.
 */
async function committed(
  step: { commit(): void; done: Promise<void> },
  asked: readonly (Promise<unknown> | undefined)[],
): Promise<void> {
  step.commit();
  await Promise.all([...asked, step.done]);
}

/** An array sorts above every string and number, so this is the end of the keys that begin with the id. */
function ofPerson(userId: string): IDBKeyRange {
  return IDBKeyRange.bound([userId], [userId, []]);
}

/** Deletes what is over the bound; answers whether there was any. */
async function cutMatches(
  store: {
    count(range: IDBKeyRange): Promise<number>;
    getAll(range: IDBKeyRange): Promise<Match[]>;
    delete(key: [string, string]): Promise<void>;
  },
  userId: string,
): Promise<boolean> {
  if ((await store.count(ofPerson(userId))) <= KEPT_MATCHES) return false;
  const all = await store.getAll(ofPerson(userId));
  const kept = new Set(keptMatches(all));
  await Promise.all(all.filter((match) => !kept.has(match)).map((match) => store.delete([userId, match.id])));
  return true;
}
