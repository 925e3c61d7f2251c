import type { ChatContext } from "./chat-context.ts";
import { KEPT_PAGE_MESSAGES, type SavedPage } from "./chat-storage.ts";
import type { Timeline } from "./timeline.ts";

/** Bursts are kept once. What is lost with a crash in between is told by the server again. */
const PAUSE_MS = 1_000;

/** Keeps the list and the last pages on this device, for the next visit and for being offline (U70, U78). */
export class Keeper {
  private readonly context: ChatContext;
  private readonly writer: string;
  private readonly keptCursors = new Map<string, number>();
  private scheduled = false;

  constructor(context: ChatContext) {
    this.context = context;
    this.writer = context.random.id();
  }

  /** Something that is kept may have changed. */
  schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.context.scope.after(PAUSE_MS, () => {
      this.scheduled = false;
      void this.keep();
    });
  }

  /** The server's log or tokens are other ones: what is kept is void. */
  async drop(): Promise<void> {
    this.keptCursors.clear();
    await this.context.storage.dropCache(this.context.model.me.id);
  }

  private async keep(): Promise<void> {
    if (this.context.leading()) await this.keepList();
    for (const page of this.changedPages())
      await this.context.storage.savePage(this.context.model.me.id, page);
  }

  private async keepList(): Promise<void> {
    const { model, storage } = this.context;
    const { token, epoch } = model;
    if (token === undefined || epoch === undefined) return;
    const changed = [...model.unkept].flatMap((matchId) => model.matches.get(matchId) ?? []);
    model.unkept.clear();
    await storage.saveList(model.me.id, {
      writer: this.writer,
      token,
      epoch,
      complete: model.list.complete,
      changed,
      all: () => [...model.matches.values()],
    });
  }

  private changedPages(): SavedPage[] {
    const { model } = this.context;
    const { epoch } = model;
    const pages: SavedPage[] = [];
    if (epoch === undefined) return pages;
    for (const { matchId, timeline } of model.rooms.values()) {
      if (!timeline || this.keptCursors.get(matchId) === timeline.cursor) continue;
      this.keptCursors.set(matchId, timeline.cursor);
      pages.push(pageOf(timeline, { matchId, epoch }));
    }
    return pages;
  }
}

function pageOf({ cursor, tail }: Timeline, of: { matchId: string; epoch: string }): SavedPage {
  const messages = tail.messages.slice(-KEPT_PAGE_MESSAGES);
  return { ...of, cursor, messages, hasOlder: tail.hasOlder || messages.length < tail.messages.length };
}
