import type { Match } from "@duologue/protocol/models";
import { ActivityOrder } from "./activity-order.ts";
import type { ChatModel, Room } from "./chat-model.ts";
import type { ChatState, Conversation, ListEntry } from "./chat-state.ts";
import type { Pending } from "./outbox.ts";
import { shown } from "./timeline.ts";
import { emptyTranscript, type Transcript, transcriptOf } from "./transcript.ts";

/**
 * Turns the model into what the screens draw. Only touched conversations are looked at, and what comes out the same
 * stays the same object, so a screen draws again only what changed.
 */
export class ChatView {
  private readonly order = new ActivityOrder<ListEntry>();
  /** conversations with an unsent message: which one raised it, and to which activity */
  private readonly raised = new Map<string, { by: string; to: number }>();
  private readonly transcripts = new Map<string, Transcript>();
  private conversations: ReadonlyMap<string, Conversation> = new Map();
  private drafts: ReadonlyMap<string, string> = new Map();
  private unreadTotal = 0;
  private list: ChatState["list"] | undefined;

  /** `storage` is the word for where things are kept. */
  draw(model: ChatModel, storage: ChatState["storage"]): ChatState {
    for (const matchId of model.takeTouched()) this.drawMatch(model, matchId);
    return {
      session: model.session,
      me: model.me,
      connection: model.connection,
      storage,
      list: this.drawList(model),
      conversations: this.conversations,
      drafts: this.drafts,
      openMatchId: model.openMatchId,
      openNotFound: model.openNotFound,
      unreadTotal: this.unreadTotal,
    };
  }

  private drawList(model: ChatModel): ChatState["list"] {
    const next = {
      status: model.list.status,
      entries: this.order.entries(),
      hasMore: !model.list.complete,
    };
    if (!this.list || !sameFields(this.list, next)) this.list = next;
    return this.list;
  }

  private drawMatch(model: ChatModel, matchId: string): void {
    const match = model.matches.get(matchId);
    const before = this.order.get(matchId);
    if (!match) {
      this.order.remove(matchId);
      this.unreadTotal -= before?.match.unreadCount ?? 0;
    } else {
      const queue = model.outbox.queues.get(matchId) ?? [];
      const entry = entryOf(model, match, queue, before);
      this.unreadTotal += entry.match.unreadCount - (before?.match.unreadCount ?? 0);
      this.order.put(matchId, this.activityOf(match, queue), entry);
    }
    this.drawRoom(model, matchId);
    this.drawDraft(model.drafts.get(matchId), matchId);
  }

  private drawDraft(text: string | undefined, matchId: string): void {
    if (this.drafts.get(matchId) === text) return;
    const drafts = new Map(this.drafts);
    if (text === undefined) drafts.delete(matchId);
    else drafts.set(matchId, text);
    this.drafts = drafts;
  }

  /** An unsent message puts its conversation on top whatever the device's clock says (U35). */
  private activityOf(match: Match, queue: readonly Pending[]): number {
    const told = Date.parse(match.lastMessage?.createdAt ?? match.createdAt);
    const newest = queue.findLast((entry) => !entry.message)?.clientMessageId;
    const raised = this.raised.get(match.id);
    if (newest === undefined) this.raised.delete(match.id);
    else if (raised?.by !== newest)
      this.raised.set(match.id, { by: newest, to: Math.max(told, this.order.latest) + 1 });
    return Math.max(told, this.raised.get(match.id)?.to ?? 0);
  }

  private drawRoom(model: ChatModel, matchId: string): void {
    const room = model.rooms.get(matchId);
    const entry = this.order.get(matchId);
    const before = this.conversations.get(matchId);
    if (!room || !entry) {
      if (!before) return;
      this.transcripts.delete(matchId);
      const rest = new Map(this.conversations);
      rest.delete(matchId);
      this.conversations = rest;
      return;
    }
    const next = this.conversationOf(model, room, entry);
    if (before && sameFields(before, next)) return;
    this.conversations = new Map(this.conversations).set(matchId, next);
  }

  private conversationOf(model: ChatModel, room: Room, entry: ListEntry): Conversation {
    const { match, peerTyping, peerOnline } = entry;
    const transcript = transcriptOf(
      {
        me: model.me.id,
        timeline: room.timeline,
        queue: model.outbox.queues.get(match.id) ?? [],
        marks: match,
        offline: model.connection === "offline",
      },
      this.transcripts.get(match.id) ?? emptyTranscript,
    );
    this.transcripts.set(match.id, transcript);
    return {
      match,
      status: room.status,
      items: transcript.items,
      hasOlder: room.timeline !== undefined && shown(room.timeline).hasOlder,
      loadingOlder: room.loadingOlder,
      hasNewer: room.timeline?.past !== undefined,
      loadingNewer: room.loadingNewer,
      firstUnreadSeq: room.firstUnreadSeq,
      peerTyping,
      peerOnline,
      peerLastSeen: model.presence.get(match.peer.id)?.lastSeen ?? null,
    };
  }
}

function entryOf(
  model: ChatModel,
  told: Match,
  queue: readonly Pending[],
  before: ListEntry | undefined,
): ListEntry {
  const next: ListEntry = {
    match: matchOf(model, told, before?.match),
    draft: model.drafts.get(told.id) ?? "",
    preview: previewOf(model.me.id, told, queue, before?.preview),
    failed: queue.some((entry) => entry.phase === "failed"),
    peerTyping: model.typing.has(told.id),
    peerOnline: model.connection !== "offline" && (model.presence.get(told.peer.id)?.online ?? false),
  };
  return before && sameFields(before, next) ? before : next;
}

/** The match with what the person read here, before the server has confirmed it. */
function matchOf(model: ChatModel, told: Match, before: Match | undefined): Match {
  const readSeq = model.readSeq(told.id);
  const unreadCount = model.unreadCount(told);
  if (told.readSeq === readSeq && told.unreadCount === unreadCount) return told;
  const next = { ...told, readSeq, unreadCount };
  return before && sameFields(before, next) ? before : next;
}

function previewOf(
  me: string,
  { lastMessage }: Match,
  queue: readonly Pending[],
  before: ListEntry["preview"],
): ListEntry["preview"] {
  const unsent = queue.findLast((entry) => (entry.message?.seq ?? Infinity) > (lastMessage?.seq ?? 0));
  const newest = unsent ?? lastMessage;
  if (!newest) return undefined;
  const mine = unsent !== undefined || lastMessage?.senderId === me;
  const next = { mine, content: newest.content, createdAt: newest.createdAt };
  return before && sameFields(before, next) ? before : next;
}

function sameFields<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(b) as (keyof T)[];
  return keys.every((key) => a[key] === b[key]);
}
