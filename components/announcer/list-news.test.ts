import type { Match, Message } from "@duologue/protocol/models";
import { describe, expect, test } from "vitest";
import type { ConversationList, ListEntry } from "@/lib/chat-state";
import { ListNews } from "./list-news.ts";

const AT = "2026-11-22T12:00:00.000Z";
const said = (matchId: string, seq: number): Message => ({
  id: `${matchId}-${seq}`,
  matchId,
  seq,
  senderId: "peer",
  clientMessageId: `client-${seq}`,
  content: "Hello",
  createdAt: AT,
  editedAt: null,
  deletedAt: null,
  replyTo: null,
  reactions: [],
  attachments: [],
});
const entry = (id: string, seq: number, failed = false): ListEntry => ({
  match: {
    id,
    peer: { id: "peer", name: "Maya", image: null, bio: null },
    status: "open",
    createdAt: AT,
    head: seq,
    lastMessage: said(id, seq),
    unreadCount: seq,
    readSeq: 0,
    peerReadSeq: 0,
    peerReadAt: null,
    peerDeliveredSeq: 0,
  },
  draft: "",
  preview: undefined,
  failed,
  peerTyping: false,
  peerOnline: false,
});
const list = (entries: readonly ListEntry[], part: Partial<ConversationList> = {}): ConversationList => ({
  status: "ready",
  entries,
  hasMore: false,
  ...part,
});
const names = (matches: readonly { match: Match; count: number }[]) =>
  matches.map(({ match: { id }, count }) => `${id} ${count}`);

describe("news of the list (A32, A33)", () => {
  test("are the messages that came since the last look, with their number", () => {
    const news = new ListNews();
    const old = entry("old", 7);
    expect(names(news.look(list([entry("a", 3), old])).messages)).toEqual([]);
    expect(names(news.look(list([entry("a", 6), old])).messages)).toEqual(["a 3"]);
    expect(names(news.look(list([entry("a", 6), old])).messages)).toEqual([]);
    expect(names(news.look(list([entry("old", 8), entry("a", 6)])).messages)).toEqual(["old 1"]);
  });

  test("are not what is loaded page by page, but a new match's first message is", () => {
    const news = new ListNews();
    news.look(list([], { status: "loading" }));
    news.look(list([entry("a", 1)], { hasMore: true }));
    expect(names(news.look(list([entry("a", 1), entry("b", 9)], { hasMore: true })).messages)).toEqual([]);
    expect(names(news.look(list([entry("a", 1), entry("b", 9), entry("c", 4)])).messages)).toEqual([]);
    const fresh = [entry("new", 1), entry("a", 1), entry("b", 9), entry("c", 4)];
    expect(names(news.look(list(fresh)).messages)).toEqual(["new 1"]);
  });

  test("are failures to send, once for each conversation that had none", () => {
    const news = new ListNews();
    news.look(list([entry("a", 1)]));
    const failed = (now: ListEntry) => news.look(list([now])).failed.map(({ id }) => id);
    expect(failed(entry("a", 1, true))).toEqual(["a"]);
    expect(failed(entry("a", 1, true))).toEqual([]);
    expect(failed(entry("a", 1))).toEqual([]);
    expect(failed(entry("a", 1, true))).toEqual(["a"]);
  });
});
