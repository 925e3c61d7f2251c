import { describe, expect, it } from "vitest";
import type { Conversation } from "@/lib/chat-state";
import { presenceWords } from "./presence-words";

const reader = { locale: "en-GB", timeZone: "Europe/London" };
const now = Date.parse("2026-06-12T12:00:00.000Z");
const conversation: Conversation = {
  match: {
    id: "m",
    peer: { id: "maya", name: "Maya", image: null, bio: null },
    status: "open",
    createdAt: "2026-06-11T12:00:00.000Z",
    head: 0,
    lastMessage: null,
    unreadCount: 0,
    readSeq: 0,
    peerReadSeq: 0,
    peerDeliveredSeq: 0,
    peerReadAt: null,
  },
  status: "ready",
  items: [],
  hasOlder: false,
  loadingOlder: false,
  hasNewer: false,
  loadingNewer: false,
  firstUnreadSeq: undefined,
  peerTyping: false,
  peerOnline: false,
  peerLastSeen: null,
};

describe("the line under a peer's name", () => {
  it.each<[string, Partial<Conversation>]>([
    ["typing…", { peerTyping: true, peerOnline: true }],
    ["Online", { peerOnline: true, peerLastSeen: "2026-06-12T11:00:00.000Z" }],
    ["Last here 1 hour ago", { peerLastSeen: "2026-06-12T11:00:00.000Z" }],
    ["Matched · Yesterday", {}],
    ["Ended", { peerOnline: true, match: { ...conversation.match, status: "closed" } }],
  ])("says %j", (words, change) => {
    expect(presenceWords({ ...conversation, ...change }, now, reader)).toBe(words);
  });
});
