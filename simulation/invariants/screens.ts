import type { ChatState, Conversation, TranscriptItem } from "../../lib/chat-state.ts";
import { Violation } from "../engine/violation.ts";
import type { Truth } from "../history/truth.ts";

/** What is looked at of a tab. */
interface Screen {
  name: string;
  userId: string;
  chat: { getState(): ChatState; counters: Readonly<{ resets: number }> };
}

interface Shown {
  conversation: Conversation;
  resets: number;
  /** seq of the newest message from the log */
  last: number;
}

/**
 * I7, U20: every screen at every moment. A transcript is a stretch of the log without a hole, a message once and in
 * order, followed by own messages that are not in it yet; and neither it nor a mark ever goes back.
 */
export class Screens {
  readonly #truth: Truth;
  readonly #states = new WeakMap<Screen, ChatState>();
  readonly #shown = new WeakMap<Screen, Map<string, Shown>>();

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  look(screen: Screen): void {
    const state = screen.chat.getState();
    if (this.#states.get(screen) === state) return;
    this.#states.set(screen, state);
    const shown = this.#shown.get(screen) ?? new Map<string, Shown>();
    this.#shown.set(screen, shown);
    for (const matchId of shown.keys()) if (!state.conversations.has(matchId)) shown.delete(matchId);
    for (const [matchId, conversation] of state.conversations) {
      const before = shown.get(matchId);
      if (before?.conversation === conversation) continue;
      this.#member(screen, matchId);
      const last = this.#transcript(screen, conversation);
      const { resets } = screen.chat.counters;
      if (before?.resets === resets) this.#onward(screen, { before, conversation, last });
      shown.set(matchId, { conversation, resets, last });
    }
    this.#list(screen, state);
  }

  #member({ name, userId }: Screen, matchId: string): void {
    if (!this.#truth.match(matchId)?.members.includes(userId))
      throw new Violation("G11", `${name} of ${userId} shows ${matchId}`);
  }

  /** Answers the seq of the newest message from the log. */
  #transcript({ name, userId }: Screen, { match, items, hasOlder }: Conversation): number {
    const messages = this.#truth.messages(match.id);
    // Nothing older: the stretch begins with the first message of all.
    let place: number | undefined = hasOlder ? undefined : -1;
    let at = 0;
    for (; at < items.length; at += 1) {
      const item = items[at];
      const next = item?.seq === undefined ? undefined : this.#truth.placeOf(match.id, item.seq);
      if (!item || next === undefined || (place !== undefined && next !== place + 1)) break;
      const truth = messages[next];
      if (truth?.content !== item.content || truth.senderId !== item.senderId || truth.id !== item.id)
        throw new Violation("I5", `${name} shows "${item.content}" as ${match.id} ${item.seq}`);
      place = next;
    }
    const last = messages[place ?? -1]?.seq ?? 0;
    this.#pending({ name, userId, last, logged: items.slice(0, at), rest: items.slice(at) });
    return last;
  }

  /** What comes after the stretch of the log: own messages, each once, and none of them older than what is above. */
  #pending(of: {
    name: string;
    userId: string;
    last: number;
    logged: readonly TranscriptItem[];
    rest: readonly TranscriptItem[];
  }): void {
    const { name, userId, last, logged, rest } = of;
    if (rest.length === 0) return;
    const keys = new Set(logged.map(({ key }) => key));
    for (const item of rest) {
      if (item.senderId !== userId || (item.seq !== undefined && item.seq <= last))
        throw new Violation("I7", `${name} shows "${item.content}" (${item.seq}) right after ${last}`);
      if (keys.has(item.key)) throw new Violation("I7", `${name} shows "${item.content}" twice`);
      keys.add(item.key);
    }
  }

  #onward(
    { name }: Screen,
    { before, conversation, last }: { before: Shown; conversation: Conversation; last: number },
  ): void {
    const { match, status, hasNewer } = conversation;
    const earlier = before.conversation;
    const bothReady = status === "ready" && earlier.status === "ready";
    if (bothReady && !hasNewer && !earlier.hasNewer && last < before.last)
      throw new Violation("I7", `${name} went back in ${match.id} from ${before.last} to ${last}`);
    const marks = ["readSeq", "peerReadSeq", "peerDeliveredSeq", "head"] as const;
    for (const mark of marks)
      if (match[mark] < earlier.match[mark])
        throw new Violation(
          "U20",
          `${name}: ${mark} of ${match.id} fell from ${earlier.match[mark]} to ${match[mark]}`,
        );
  }

  #list(screen: Screen, { list }: ChatState): void {
    for (const { match } of list.entries) {
      this.#member(screen, match.id);
      if (match.head > this.#truth.head(match.id))
        throw new Violation("I5", `${screen.name} knows of ${match.id} ${match.head}, beyond its head`);
      const most = this.#truth.unread(match.id, screen.userId, { from: 0, to: Infinity });
      if (match.unreadCount > most)
        throw new Violation(
          "unread",
          `${screen.name} shows ${match.unreadCount} unread in ${match.id} of ${most}`,
        );
    }
  }
}
