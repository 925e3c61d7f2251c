import { describe, expect, it } from "vitest";
import { type Presence, presenceWords } from "./presence-words";

const reader = { locale: "en-GB", timeZone: "Europe/London" };
const now = Date.parse("2026-06-12T12:00:00.000Z");
const presence: Presence = {
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
  typing: false,
  online: false,
  lastSeen: null,
};

describe("the line under a peer's name", () => {
  it.each<[string, Partial<Presence>]>([
    ["typing…", { typing: true, online: true }],
    ["Online", { online: true, lastSeen: "2026-06-12T11:00:00.000Z" }],
    ["Last here 1 hour ago", { lastSeen: "2026-06-12T11:00:00.000Z" }],
    ["Matched · Yesterday", {}],
    ["Ended", { online: true, match: { ...presence.match, status: "closed" } }],
  ])("says %j", (words, change) => {
    expect(presenceWords({ ...presence, ...change }, now, reader)).toBe(words);
  });
});
