import type { Message } from "@duologue/protocol/models";
import type { ChatContext } from "./chat-context.ts";
import type { ConversationLoader } from "./conversation-loader.ts";
import type { Keeper } from "./keeper.ts";
import type { ListLoader } from "./list-loader.ts";
import { lostMessages, ownMessages } from "./lost-messages.ts";
import type { Sender } from "./sender.ts";

interface FreshStartParts {
  loader: ConversationLoader;
  list: ListLoader;
  keeper: Keeper;
  sender: Sender;
}

/**
 * When the server cannot serve our place in its logs (G7) – a restored backup, a foreign cursor – what it told is void
 * and is loaded anew. What the person wrote here stays, and what of it the server has lost is flagged to them.
 */
export class FreshStart {
  private readonly context: ChatContext;
  private readonly parts: FreshStartParts;
  /** own messages as they were held before, of conversations that are not loaded anew yet */
  private readonly held = new Map<string, Message[]>();

  constructor(context: ChatContext, parts: FreshStartParts) {
    this.context = context;
    this.parts = parts;
  }

  conversation(matchId: string): void {
    this.context.counters.resets += 1;
    const own = ownMessages(this.context.model).get(matchId);
    if (own && !this.held.has(matchId)) this.held.set(matchId, own);
    void this.parts.loader.reload(matchId);
  }

  everything(): void {
    const { model, counters } = this.context;
    counters.resets += 1;
    for (const [matchId, own] of ownMessages(model)) if (!this.held.has(matchId)) this.held.set(matchId, own);
    model.epoch = undefined;
    for (const matchId of model.matches.keys()) model.touch(matchId);
    model.matches.clear();
    model.reads.clear();
    this.parts.list.forget();
    void this.parts.keeper.drop();
    void this.reloadAll();
  }

  /** A conversation was loaded: what was held of it and is missing now is shown as not sent. */
  loaded(matchId: string): void {
    const held = this.held.get(matchId);
    const timeline = this.context.model.rooms.get(matchId)?.timeline;
    if (!held || !timeline) return;
    this.held.delete(matchId);
    this.parts.sender.flag(lostMessages(held, timeline.tail));
  }

  private async reloadAll(): Promise<void> {
    const { openMatchId, rooms } = this.context.model;
    if (openMatchId !== undefined) await this.parts.loader.reload(openMatchId);
    for (const matchId of [...rooms.keys()])
      if (matchId !== openMatchId) await this.parts.loader.reload(matchId);
  }
}
