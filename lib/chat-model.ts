import type { Match, Me } from "@duologue/protocol/models";
import type { ChatState, ConnectionState, SessionState } from "./chat-state.ts";
import { mergeMatch } from "./merge-match.ts";
import { indexFrom } from "./message-window.ts";
import { emptyOutbox, type Outbox } from "./outbox.ts";
import type { Timeline } from "./timeline.ts";

/** One conversation that is loaded, or being loaded. */
export interface Room {
  readonly matchId: string;
  status: "loading" | "ready" | "failed";
  timeline: Timeline | undefined;
  loadingOlder: boolean;
  loadingNewer: boolean;
  firstUnreadSeq: number | undefined;
}

interface ListState {
  status: ChatState["list"]["status"];
  /** every match is known */
  complete: boolean;
}

/**
 * What this client knows for one person: the server's word, and beside it what the person did here that the server has
 * not confirmed. Drivers change it and say which conversation they touched; the view draws the touched ones before the
 * next paint, once, however much happened until then.
 */
export class ChatModel {
  session: SessionState = "signed-in";
  /** the server has confirmed that this person is signed in; until then only what is kept is shown */
  verified = false;
  connection: ConnectionState = "connecting";
  epoch: string | undefined;
  /** where sync goes on */
  token: string | undefined;
  openMatchId: string | undefined;
  openNotFound = false;
  outbox: Outbox = emptyOutbox;
  /** matches as the server told of them */
  readonly matches = new Map<string, Match>();
  readonly matchOfPeer = new Map<string, string>();
  /** in the order of their last use */
  readonly rooms = new Map<string, Room>();
  readonly drafts = new Map<string, string>();
  /** how far the person has read here or on another device, where the match does not say so yet */
  readonly reads = new Map<string, number>();
  readonly typing = new Set<string>();
  readonly presence = new Map<string, { online: boolean; lastSeen: string | null }>();
  /** matches that changed since they were last kept on this device */
  readonly unkept = new Set<string>();
  private self: Me;
  private listState: ListState = { status: "loading", complete: false };
  private readonly touchedIds = new Set<string>();
  private readonly changed: () => void;

  /** `changed` is called at the first change after each `takeTouched`. */
  constructor(me: Me, changed: () => void) {
    this.self = me;
    this.changed = changed;
  }

  /** This conversation's row or transcript changed; without an id, only what is beside them. */
  touch(matchId = ""): void {
    if (this.touchedIds.size === 0) this.changed();
    this.touchedIds.add(matchId);
  }

  get isTouched(): boolean {
    return this.touchedIds.size > 0;
  }

  takeTouched(): string[] {
    const ids = [...this.touchedIds].filter((id) => id !== "");
    this.touchedIds.clear();
    return ids;
  }

  get me(): Me {
    return this.self;
  }

  get list(): ListState {
    return this.listState;
  }

  setMe(me: Me): void {
    this.self = me;
    this.touch();
  }

  setList(part: Partial<ListState>): void {
    this.listState = { ...this.listState, ...part };
    this.touch();
  }

  /** Takes a state of a match from any source; answers it merged with what is known. */
  putMatch(incoming: Match): Match {
    const known = this.matches.get(incoming.id);
    const match = mergeMatch(known, incoming);
    if (match.readSeq >= (this.reads.get(match.id) ?? 0) && this.reads.delete(match.id)) this.touch(match.id);
    if (match === known) return match;
    this.matches.set(match.id, match);
    this.matchOfPeer.set(match.peer.id, match.id);
    this.unkept.add(match.id);
    this.touch(match.id);
    return match;
  }

  setTimeline(room: Room, timeline: Timeline | undefined): void {
    if (room.timeline === timeline) return;
    room.timeline = timeline;
    this.touch(room.matchId);
  }

  setOutbox(outbox: Outbox, matchId: string): void {
    if (this.outbox === outbox) return;
    this.outbox = outbox;
    this.touch(matchId);
  }

  readSeq(matchId: string): number {
    return Math.max(this.matches.get(matchId)?.readSeq ?? 0, this.reads.get(matchId) ?? 0);
  }

  /**
   * The number of the peer's messages after readSeq: counted where the loaded messages reach back that far and are no
   * older than the match; otherwise the server's count, which may be too high until it hears of what was read here.
   */
  unreadCount(match: Match): number {
    const read = this.readSeq(match.id);
    const timeline = this.rooms.get(match.id)?.timeline;
    if (timeline && timeline.cursor >= match.head && covers(timeline, read)) {
      const { messages } = timeline.tail;
      let unread = 0;
      for (let at = indexFrom(messages, read + 1); at < messages.length; at += 1)
        if (messages[at]?.senderId !== this.me.id) unread += 1;
      return unread;
    }
    return read >= match.head ? 0 : match.unreadCount;
  }
}

function covers(timeline: Timeline, read: number): boolean {
  const { messages, hasOlder } = timeline.tail;
  return !hasOlder || (messages[0]?.seq ?? Number.POSITIVE_INFINITY) <= read + 1;
}
