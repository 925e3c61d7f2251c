import type { MessagesPage } from "@duologue/protocol/http";
import type { Match, Message } from "@duologue/protocol/models";
import type { ChatContext } from "./chat-context.ts";
import type { Room } from "./chat-model.ts";
import type { SavedPage } from "./chat-storage.ts";
import type { Failure, Outcome } from "./outcome.ts";
import { retryDelay } from "./retry-delay.ts";
import { hear, openTimeline, showAround, showLatest, shown, type Timeline } from "./timeline.ts";
import { firstUnread } from "./unread-divider.ts";

const PAGE_LIMIT = 50;
/** A kept page that missed more than this is asked for anew: one answer instead of several. */
const WORTH_CATCHING_UP = 200;
/** Conversations that stay loaded after they were left. */
const LOADED_MAX = 20;

interface LoaderHooks {
  /** Messages came that no push brought. */
  fetched(matchId: string, messages: readonly Message[]): void;
  /** The timeline is there; what was missed since it was read has to be fetched. */
  loaded(matchId: string): void;
}

/** Opens conversations: from what this device has kept, or from the newest page and, if needed, the one with the divider. */
export class ConversationLoader {
  private readonly context: ChatContext;
  private readonly hooks: LoaderHooks;
  private readonly loading = new Set<Room>();
  /** how often each room failed to load, one time after another */
  private readonly failures = new WeakMap<Room, number>();
  private cancelRetry = () => {};

  constructor(context: ChatContext, hooks: LoaderHooks) {
    this.context = context;
    this.hooks = hooks;
  }

  /** Makes it the conversation on screen, with the divider where reading stopped (U18). */
  open(matchId: string | undefined): void {
    const { model } = this.context;
    if (model.openMatchId === matchId) return;
    const left = model.openMatchId;
    model.openMatchId = matchId;
    model.openNotFound = false;
    model.touch(left);
    if (matchId === undefined) return;
    const room = this.enter(matchId);
    this.placeDivider(room);
    model.touch(matchId);
    if (room.timeline) this.hooks.loaded(matchId);
    else void this.load(room);
  }

  clearDivider(matchId: string): void {
    const room = this.context.model.rooms.get(matchId);
    if (room?.firstUnreadSeq === undefined) return;
    room.firstUnreadSeq = undefined;
    this.context.model.touch(matchId);
  }

  /** Loads what failed to load; called by the person and after every sync. */
  retry(matchId: string): void {
    const room = this.context.model.rooms.get(matchId);
    if (!room || room.timeline) return;
    // There is news that it may work again, so what hung and fails only now is soon tried again (G8).
    this.failures.delete(room);
    void this.load(room);
  }

  /** Loads the newest page again, because what is held is not to be used. */
  async reload(matchId: string): Promise<void> {
    const { model } = this.context;
    const room = model.rooms.get(matchId);
    if (!room) return;
    model.setTimeline(room, undefined);
    room.status = "loading";
    await this.load(room);
  }

  private async load(room: Room): Promise<void> {
    if (this.loading.has(room)) return;
    this.loading.add(room);
    this.setStatus(room, "loading");
    const failure = await this.fill(room);
    this.loading.delete(room);
    if (this.context.model.rooms.get(room.matchId) !== room) return;
    if (failure) return this.failed(room, failure);
    this.failures.delete(room);
    this.setStatus(room, "ready");
    this.hooks.loaded(room.matchId);
  }

  private async fill(room: Room): Promise<Failure | undefined> {
    const { model, storage, scope } = this.context;
    const { matchId } = room;
    const match = model.matches.get(matchId);
    if (!match) return this.fillUnknown(room);
    const kept = await scope.within(storage.page(model.me.id, matchId));
    const usable = kept !== undefined && kept.epoch === model.epoch ? kept : undefined;
    const nearly = model.unreadCount(match) === 0 && match.head - (usable?.cursor ?? 0) <= WORTH_CATCHING_UP;
    if (usable && (nearly || !model.verified)) {
      this.begin(room, fromKept(usable));
      return undefined;
    }
    const failure = await this.fillFromServer(room, match, this.newestPage(matchId));
    if (!failure?.retry || !usable) return failure;
    // Without a network the kept page is better than none (U78); catch-up goes on from its cursor.
    this.begin(room, fromKept(usable));
    return undefined;
  }

  /** A link leads here, before the list has told of the conversation: one round trip instead of two. */
  private async fillUnknown(room: Room): Promise<Failure | undefined> {
    const newest = this.newestPage(room.matchId);
    const outcome = await this.context.api.match(room.matchId);
    if (!outcome.ok) return outcome;
    return this.fillFromServer(room, this.context.model.putMatch(outcome.value), newest);
  }

  private newestPage(matchId: string): Promise<Outcome<MessagesPage>> {
    return this.context.api.messages(matchId, { limit: PAGE_LIMIT });
  }

  private async fillFromServer(
    room: Room,
    match: Match,
    newestPage: Promise<Outcome<MessagesPage>>,
  ): Promise<Failure | undefined> {
    const { model, api } = this.context;
    const { matchId } = room;
    const outcome = await newestPage;
    if (!outcome.ok) return outcome;
    const newest = openTimeline(outcome.value);
    const readSeq = model.readSeq(matchId);
    const from = newest.tail.messages[0]?.seq ?? 0;
    if (model.unreadCount(match) === 0 || !newest.tail.hasOlder || from <= readSeq + 1) {
      this.begin(room, newest);
      return undefined;
    }
    // The first unread message is above the newest page, and reading goes on there (U01).
    const around = await api.messages(matchId, { around: readSeq + 1, limit: PAGE_LIMIT });
    if (!around.ok) return around;
    const both = showAround(newest, around.value);
    this.begin(room, both === "stale" ? newest : both);
    return undefined;
  }

  private begin(room: Room, timeline: Timeline): void {
    const { model } = this.context;
    const head = model.matches.get(room.matchId)?.head ?? 0;
    model.setTimeline(room, hear(timeline, head));
    this.placeDivider(room);
    this.hooks.fetched(room.matchId, [...shown(timeline).messages, ...timeline.tail.messages]);
  }

  private placeDivider(room: Room): void {
    const { model } = this.context;
    const { timeline, matchId } = room;
    if (!timeline) return;
    const readSeq = model.readSeq(matchId);
    const inTail = firstUnread(timeline.tail.messages, readSeq, model.me.id);
    const inPast = timeline.past && firstUnread(timeline.past.messages, readSeq, model.me.id);
    room.firstUnreadSeq = inPast ?? inTail;
    // What is unread is in the newest messages: showing those is better than the old reading position.
    if (inTail !== undefined && inPast === undefined) model.setTimeline(room, showLatest(timeline));
    model.touch(matchId);
  }

  private failed(room: Room, failure: Failure): void {
    const { model } = this.context;
    if (failure.code === "not_found" && model.openMatchId === room.matchId) {
      model.openNotFound = true;
      model.rooms.delete(room.matchId);
      model.touch(room.matchId);
      return;
    }
    this.setStatus(room, "failed");
    // Another tab may have signed in again since this was asked: a session that was over then is no refusal now.
    const mayWork = failure.retry || failure.code === "unauthenticated";
    if (mayWork && model.openMatchId === room.matchId) this.retryLater(room, failure);
  }

  /** The network may be back before the next sync: the conversation on screen does not wait for that one (G8). */
  private retryLater(room: Room, { retryAfter = 0 }: Failure): void {
    const { model, scope, random } = this.context;
    const failures = (this.failures.get(room) ?? 0) + 1;
    this.failures.set(room, failures);
    const delay = Math.max(retryAfter, retryDelay(failures, random.fraction()));
    this.cancelRetry();
    this.cancelRetry = scope.after(delay, () => {
      if (model.openMatchId === room.matchId && !room.timeline) void this.load(room);
    });
  }

  private setStatus(room: Room, status: Room["status"]): void {
    room.status = status;
    this.context.model.touch(room.matchId);
  }

  /** The room, now the last one used; the one that was not used for longest goes when there are too many. */
  private enter(matchId: string): Room {
    const { model } = this.context;
    const known = model.rooms.get(matchId);
    model.rooms.delete(matchId);
    const room: Room = known ?? {
      matchId,
      status: "loading",
      timeline: undefined,
      loadingOlder: false,
      loadingNewer: false,
      firstUnreadSeq: undefined,
    };
    model.rooms.set(matchId, room);
    for (const oldest of model.rooms.keys()) {
      if (model.rooms.size <= LOADED_MAX) break;
      model.rooms.delete(oldest);
      model.touch(oldest);
    }
    return room;
  }
}

function fromKept({ cursor, messages, hasOlder }: SavedPage): Timeline {
  return openTimeline({ messages, hasMore: hasOlder, head: cursor });
}
