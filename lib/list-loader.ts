import type { Match } from "@duologue/protocol/models";
import type { ChatContext } from "./chat-context.ts";
import type { SavedList } from "./chat-storage.ts";
import type { Failure, Outcome } from "./outcome.ts";
import type { SyncStep } from "./sync.ts";

const PAGE_LIMIT = 100;
/** Pages that load by themselves: the thousand conversations with the latest activity. */
const PAGES_BY_ITSELF = 10;

/** A server that voids the token it has just given is asked again with a back-off, not at once. */
const UNSETTLED: Failure = {
  ok: false,
  code: "unavailable",
  detail: "The server lost its place",
  retry: true,
  retryAfter: undefined,
};

interface ListHooks {
  /** The server told of this match, perhaps again. */
  told(match: Match): void;
  /** Cursors and tokens from before are void: everything has to be loaded anew. */
  reset(): void;
  /** The matches in memory are true as of the token in the model. */
  consistent(): void;
}

/** Loads the conversation list, page by page, and keeps it true by what changed since its token. */
export class ListLoader {
  private readonly context: ChatContext;
  private readonly hooks: ListHooks;
  private cursor: string | undefined;
  private pages = 0;
  /** rises when everything is loaded anew: answers to questions from before are dropped */
  private generation = 0;
  /** the server has served the token of this generation */
  private served = true;
  private loadingMore: Promise<Outcome<void>> | undefined;

  constructor(context: ChatContext, hooks: ListHooks) {
    this.context = context;
    this.hooks = hooks;
  }

  /** What this device has kept from the last visit. */
  restore(saved: SavedList): void {
    const { model } = this.context;
    for (const match of saved.matches) model.putMatch(match);
    model.token = saved.token;
    model.epoch = saved.epoch;
    model.setList({ status: "ready", complete: saved.complete });
  }

  /** Begins anew: the next step loads the first page. */
  forget(): void {
    this.generation += 1;
    this.served = false;
    this.cursor = undefined;
    this.pages = 0;
    this.context.model.token = undefined;
    this.context.model.setList({ status: "loading", complete: false });
  }

  /** One step of a sync run. */
  async step(): Promise<Outcome<SyncStep>> {
    const { token } = this.context.model;
    return token === undefined ? this.firstPage() : this.changes(token);
  }

  /** The next page of older conversations; one at a time. */
  async more(): Promise<Outcome<void>> {
    this.loadingMore ??= this.nextPage().finally(() => {
      this.loadingMore = undefined;
    });
    return this.loadingMore;
  }

  /** Goes on loading in the background, as far as happens by itself. A failure is taken up by the next sync. */
  async fill(): Promise<void> {
    const { model } = this.context;
    while (!model.list.complete && model.token !== undefined && this.pages < PAGES_BY_ITSELF) {
      const outcome = await this.more();
      if (!outcome.ok) return;
    }
  }

  private async firstPage(): Promise<Outcome<SyncStep>> {
    const { model, api } = this.context;
    const { generation } = this;
    const outcome = await api.matches({ limit: PAGE_LIMIT });
    if (this.generation !== generation) return { ok: true, value: { hasMore: true } };
    if (!outcome.ok) {
      model.setList({ status: "failed" });
      return outcome;
    }
    const { matches, nextCursor, token } = outcome.value;
    this.take(matches);
    this.pages = 1;
    this.cursor = nextCursor ?? undefined;
    model.token = token;
    model.setList({ status: "ready", complete: nextCursor === null });
    // The changes since then follow at once, and bring the epoch.
    return { ok: true, value: { hasMore: true } };
  }

  private async changes(token: string): Promise<Outcome<SyncStep>> {
    const { model, api } = this.context;
    const { generation } = this;
    const outcome = await api.sync(token);
    if (!outcome.ok) return outcome;
    if (this.generation !== generation) return { ok: true, value: { hasMore: true } };
    const answer = outcome.value;
    if ("reset" in answer || (model.epoch !== undefined && answer.epoch !== model.epoch)) {
      const { served } = this;
      this.hooks.reset();
      return served ? { ok: true, value: { hasMore: true } } : UNSETTLED;
    }
    this.served = true;
    this.take(answer.matches);
    model.epoch = answer.epoch;
    model.token = answer.token;
    this.hooks.consistent();
    return { ok: true, value: { hasMore: answer.hasMore } };
  }

  private async nextPage(): Promise<Outcome<void>> {
    const { model, api } = this.context;
    const { generation } = this;
    const outcome = await api.matches({ cursor: this.cursor, limit: PAGE_LIMIT });
    if (!outcome.ok) return outcome;
    if (this.generation !== generation) return { ok: true, value: undefined };
    this.take(outcome.value.matches);
    this.pages += 1;
    this.cursor = outcome.value.nextCursor ?? undefined;
    model.setList({ complete: this.cursor === undefined });
    this.hooks.consistent();
    return { ok: true, value: undefined };
  }

  private take(matches: readonly Match[]): void {
    for (const match of matches) this.hooks.told(match);
  }
}
