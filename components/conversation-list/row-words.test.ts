import { describe, expect, it } from "vitest";
import type { ListEntry } from "@/lib/chat-state";
import { previewWords, rowName } from "./row-words";

const entry: ListEntry = {
  match: {
    id: "m",
    peer: { id: "maya", name: "Maya", image: null, bio: null },
    status: "open",
    createdAt: "2026-06-12T12:00:00.000Z",
    head: 3,
    lastMessage: null,
    unreadCount: 0,
    readSeq: 3,
    peerReadSeq: 3,
    peerDeliveredSeq: 3,
    peerReadAt: null,
  },
  draft: "",
  preview: { mine: false, content: "see you at six", createdAt: "2026-06-12T12:00:00.000Z" },
  failed: false,
  peerTyping: false,
  peerOnline: false,
};
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, "");

describe("a row of the list (U44, U68)", () => {
  it("has one sentence as its name", () => {
    const unread = { ...entry, match: { ...entry.match, unreadCount: 3 }, peerOnline: true };
    expect(plain(rowName(unread, "14:02"))).toBe(
      "Maya. 3 unread messages. Online. Last message from Maya: see you at six. 14:02",
    );
    expect(plain(rowName({ ...entry, match: { ...entry.match, unreadCount: 1 } }, "14:02"))).toContain(
      "1 unread message.",
    );
    const asked = { mine: false, content: "At six?", createdAt: "2026-06-12T12:00:00.000Z" };
    expect(plain(rowName({ ...entry, preview: asked }, "14:02"))).toBe(
      "Maya. Last message from Maya: At six? 14:02",
    );
  });

  it("says what needs attention first: not sent, typing, draft, then the last message", () => {
    const all = { ...entry, failed: true, peerTyping: true, draft: "half a thought" };
    expect(previewWords(all).kind).toBe("failed");
    expect(previewWords({ ...all, failed: false }).kind).toBe("typing");
    expect(previewWords({ ...all, failed: false, peerTyping: false })).toEqual({
      kind: "draft",
      before: "Draft: ",
      text: "half a thought",
    });
    expect(previewWords(entry)).toEqual({ kind: "message", text: "see you at six" });
  });

  it("marks one's own words", () => {
    const mine = { mine: true, content: "on my way", createdAt: "2026-06-12T12:00:00.000Z" };
    expect(previewWords({ ...entry, preview: mine })).toMatchObject({ before: "You: ", text: "on my way" });
    expect(plain(rowName({ ...entry, preview: mine }, ""))).toContain("Last message from you: on my way");
  });

  it("knows a match without a word, and one that has ended", () => {
    expect(previewWords({ ...entry, preview: undefined }).text).toBe("New match");
    expect(previewWords({ ...entry, match: { ...entry.match, status: "closed" } }).text).toBe("Ended");
  });

  it("is spoken with no more of a long message than tells which it is", () => {
    const long = { mine: false, content: "🙂".repeat(101), createdAt: "2026-06-12T12:00:00.000Z" };
    expect(plain(rowName({ ...entry, preview: long }, ""))).toContain(`Maya: ${"🙂".repeat(100)}…`);
    expect(plain(rowName({ ...entry, draft: long.content }, ""))).toContain(`Draft: ${"🙂".repeat(100)}…`);
  });

  it("isolates the direction of what people wrote (U63)", () => {
    const peer = { ...entry.match.peer, name: "مايا" };
    expect(rowName({ ...entry, match: { ...entry.match, peer } }, "")).toContain("\u2068مايا\u2069");
  });
});
