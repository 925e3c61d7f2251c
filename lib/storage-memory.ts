import type { Match, Me } from "@duologue/protocol/models";
import {
  type ChatStorage,
  KEPT_PAGES,
  type ListChange,
  type SavedChat,
  type SavedList,
  type SavedPage,
} from "./chat-storage.ts";
import { keptMatches } from "./kept-matches.ts";
import type { EntryKey, OutboxEntry } from "./outbox.ts";

interface Person {
  outbox: Map<string, OutboxEntry>;
  drafts: Map<string, string>;
  matches: Map<string, Match>;
  list: (Omit<SavedList, "matches"> & { writer: string }) | undefined;
  /** in the order of their last save */
  pages: Map<string, SavedPage>;
}

/** Keeps everything for as long as the tab lives. */
export class MemoryStorage implements ChatStorage {
  readonly kind = "memory";
  private readonly people = new Map<string, Person>();
  private last: Me | undefined;

  async lastUser(): Promise<Me | undefined> {
    return this.last;
  }

  async saveUser(me: Me): Promise<void> {
    this.last = me;
  }

  async load(userId: string): Promise<SavedChat> {
    const person = this.of(userId);
    return {
      outbox: [...person.outbox.values()],
      drafts: [...person.drafts].map(([matchId, text]) => ({ matchId, text })),
      list: person.list && {
        matches: [...person.matches.values()],
        token: person.list.token,
        epoch: person.list.epoch,
        complete: person.list.complete,
      },
    };
  }

  async outbox(userId: string): Promise<OutboxEntry[]> {
    return [...this.of(userId).outbox.values()];
  }

  async putOutbox(
    userId: string,
    entry: OutboxEntry,
    { wasDraft = false }: { wasDraft?: boolean } = {},
  ): Promise<void> {
    this.of(userId).outbox.set(keyOf(entry), entry);
    if (wasDraft) this.of(userId).drafts.delete(entry.matchId);
  }

  async removeOutbox(userId: string, key: EntryKey): Promise<void> {
    this.of(userId).outbox.delete(keyOf(key));
  }

  async saveDraft(userId: string, matchId: string, text: string): Promise<void> {
    if (text === "") this.of(userId).drafts.delete(matchId);
    else this.of(userId).drafts.set(matchId, text);
  }

  async saveList(userId: string, change: ListChange): Promise<void> {
    const person = this.of(userId);
    const mine = person.list?.writer === change.writer;
    if (!mine) person.matches.clear();
    for (const match of mine ? change.changed : change.all()) person.matches.set(match.id, match);
    const kept = keptMatches([...person.matches.values()]);
    const complete = change.complete && kept.length === person.matches.size;
    person.matches = new Map(kept.map((match) => [match.id, match]));
    const { token, epoch, writer } = change;
    person.list = { token, epoch, complete, writer };
  }

  async page(userId: string, matchId: string): Promise<SavedPage | undefined> {
    return this.of(userId).pages.get(matchId);
  }

  async savePage(userId: string, page: SavedPage): Promise<void> {
    const { pages } = this.of(userId);
    pages.delete(page.matchId);
    pages.set(page.matchId, page);
    for (const oldest of pages.keys()) {
      if (pages.size <= KEPT_PAGES) return;
      pages.delete(oldest);
    }
  }

  async dropCache(userId: string): Promise<void> {
    const person = this.of(userId);
    person.matches.clear();
    person.pages.clear();
    person.list = undefined;
  }

  async wipe(userId: string): Promise<void> {
    this.people.delete(userId);
    if (this.last?.id === userId) this.last = undefined;
  }

  close(): void {}

  private of(userId: string): Person {
    const known = this.people.get(userId);
    if (known) return known;
    const person: Person = {
      outbox: new Map(),
      drafts: new Map(),
      matches: new Map(),
      list: undefined,
      pages: new Map(),
    };
    this.people.set(userId, person);
    return person;
  }
}

function keyOf({ matchId, clientMessageId }: EntryKey): string {
  return `${matchId} ${clientMessageId}`;
}
