import type { ChatState, Conversation, ListEntry } from "../../lib/chat-state.ts";
import type { MemoryData } from "../../server/test/support/memory-data.ts";
import type { Truth } from "../history/truth.ts";
import type { Tab } from "../people/tab.ts";

/** How far a screen may be behind: by match, the seq from which on it need not show anything. */
export type Heads = ReadonlyMap<string, number>;

export function headsOf(truth: Truth): Heads {
  return new Map(truth.matches().map(({ id }) => [id, truth.head(id)]));
}

/** Why this screen does not show every event up to these heads; undefined when it does (G8). */
export function behind(tab: Tab, truth: Truth, heads: Heads): string | undefined {
  const state = tab.chat.getState();
  for (const match of truth.matchesOf(tab.userId)) {
    const head = heads.get(match.id);
    if (head === undefined) continue;
    const entry = state.list.entries.find((one) => one.match.id === match.id);
    const loaded = state.conversations.get(match.id);
    const conversation = loaded && !isUnloaded(state, loaded) ? loaded : undefined;
    const wrong =
      entryBehind(entry, truth, head) ?? (conversation && transcriptBehind(conversation, truth, head));
    if (wrong !== undefined) return `${tab.name} of ${match.id}: ${wrong}`;
  }
  return undefined;
}

function entryBehind(entry: ListEntry | undefined, truth: Truth, head: number): string | undefined {
  if (entry === undefined) return "is not in the list";
  const { match } = entry;
  if (match.head < head) return `the list is at ${match.head} of ${head}`;
  const last = truth.messages(match.id).findLast(({ seq }) => seq <= head)?.seq ?? 0;
  if ((match.lastMessage?.seq ?? 0) < last)
    return `the list shows message ${match.lastMessage?.seq} of ${last}`;
  return undefined;
}

/** One that could not be loaded and is not on the screen is loaded when it is opened. */
function isUnloaded({ openMatchId }: ChatState, { match, status }: Conversation): boolean {
  return status !== "ready" && openMatchId !== match.id;
}

function transcriptBehind(
  { match, items, status, hasNewer }: Conversation,
  truth: Truth,
  head: number,
): string | undefined {
  if (status !== "ready") return `the conversation is ${status}`;
  if (hasNewer) return undefined;
  const messages = truth.messages(match.id);
  const last = messages.findLast(({ seq }) => seq <= head)?.seq ?? 0;
  const shown = new Set(items.map(({ seq }) => seq));
  const first = items.find(({ seq }) => seq !== undefined)?.seq ?? 0;
  const missing = messages.find(({ seq }) => seq >= first && seq <= last && !shown.has(seq));
  return missing && `message ${missing.seq} is not shown`;
}

/** Why this screen differs from what the store says; undefined when it is equal in everything (G10). */
export function differs(tab: Tab, truth: Truth, data: MemoryData): string | undefined {
  const late = behind(tab, truth, headsOf(truth));
  if (late !== undefined) return late;
  for (const match of truth.matchesOf(tab.userId)) {
    const entry = tab.chat.getState().list.entries.find((one) => one.match.id === match.id);
    if (entry === undefined) return `${tab.name}: ${match.id} is not in the list`;
    const peer = match.members[0] === tab.userId ? match.members[1] : match.members[0];
    const mine = data.marksOf(match.id, tab.userId);
    const theirs = data.marksOf(match.id, peer);
    const head = truth.head(match.id);
    const told = entry.match;
    const pairs: readonly (readonly [name: string, shown: unknown, true: unknown])[] = [
      ["head", told.head, head],
      ["status", told.status, truth.isClosed(match.id) ? "closed" : "open"],
      ["last message", told.lastMessage?.content, truth.messages(match.id).at(-1)?.content],
      ["readSeq", told.readSeq, mine.readSeq],
      ["unread", told.unreadCount, truth.unread(match.id, tab.userId, { from: mine.readSeq, to: head })],
      ["peerReadSeq", told.peerReadSeq, theirs.readSeq],
      ["peerDeliveredSeq", told.peerDeliveredSeq, theirs.deliveredSeq],
    ];
    for (const [name, shown, actual] of pairs)
      if (shown !== actual) return `${tab.name} of ${match.id}: ${name} is ${shown}, not ${actual}`;
  }
  return undefined;
}
