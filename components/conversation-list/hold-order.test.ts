import { describe, expect, it } from "vitest";
import type { ListEntry } from "@/lib/chat-state";
import { holdOrder } from "./hold-order";

const entry = (id: string): ListEntry => ({
  match: {
    id,
    peer: { id: `peer-${id}`, name: id, image: null, bio: null },
    status: "open",
    createdAt: "2026-11-22T12:00:00.000Z",
    head: 0,
    lastMessage: null,
    unreadCount: 0,
    readSeq: 0,
    peerReadSeq: 0,
    peerDeliveredSeq: 0,
    peerReadAt: null,
  },
  draft: "",
  preview: undefined,
  failed: false,
  peerTyping: false,
  peerOnline: false,
});
const order = (wanted: string, held?: { id: string; place: number }) =>
  holdOrder([...wanted].map(entry), held)
    .map(({ match }) => match.id)
    .join("");

describe("a held row (U69)", () => {
  it("keeps its place while the others reorder around it", () => {
    expect(order("dabc", { id: "b", place: 1 })).toBe("dbac");
  });

  it("keeps its place when its own conversation moves to the top", () => {
    expect(order("cab", { id: "c", place: 2 })).toBe("abc");
  });

  it("keeps its place when a new conversation appears", () => {
    expect(order("nab", { id: "b", place: 1 })).toBe("nba");
  });

  it("is the last one when the list has become too short for its place", () => {
    expect(order("ba", { id: "b", place: 5 })).toBe("ab");
  });

  it.each([undefined, { id: "gone", place: 0 }])("holds nothing for %j", (held) => {
    expect(order("ba", held)).toBe("ba");
  });
});
