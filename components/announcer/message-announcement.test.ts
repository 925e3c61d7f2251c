import type { Match } from "@duologue/protocol/models";
import { describe, expect, test } from "vitest";
import { messageAnnouncement, spokenFrom } from "./message-announcement.ts";

const maya = { id: "maya", name: "Maya", image: null, bio: null };

function matchWith(last: { senderId: string; content: string | null } | null): Match {
  return {
    id: "match",
    peer: maya,
    status: "open",
    createdAt: "2026-11-22T12:00:00.000Z",
    head: 1,
    lastMessage:
      last === null
        ? null
        : {
            id: "m1",
            matchId: "match",
            seq: 1,
            clientMessageId: "client-1",
            createdAt: "2026-11-22T12:00:00.000Z",
            editedAt: null,
            deletedAt: last.content === null ? "2026-11-22T12:01:00.000Z" : null,
            replyTo: null,
            reactions: [],
            attachments: [],
            ...last,
          },
    unreadCount: 0,
    readSeq: 0,
    peerReadSeq: 0,
    peerDeliveredSeq: 0,
    peerReadAt: null,
  };
}

describe("what a screen reader says of a message (A33)", () => {
  const hers = matchWith({ senderId: "maya", content: "See you at six" });

  test("all of it, or who wrote it, or nothing, as the person has chosen", () => {
    expect(messageAnnouncement(hers, "text")?.text).toBe("Maya: See you at six");
    expect(messageAnnouncement(hers, "sender")?.text).toBe("New message from Maya");
    expect(messageAnnouncement(hers, "off")).toBeUndefined();
  });

  test("several are told as a number, without their words", () => {
    expect(messageAnnouncement(hers, "text")?.many(3)).toBe("3 new messages from Maya");
  });

  test("own messages, removed ones and empty conversations are silent", () => {
    expect(messageAnnouncement(matchWith({ senderId: "me", content: "Mine" }), "text")).toBeUndefined();
    expect(messageAnnouncement(matchWith({ senderId: "maya", content: null }), "text")).toBeUndefined();
    expect(messageAnnouncement(matchWith(null), "text")).toBeUndefined();
  });

  test("whatever else is stored counts as the default", () => {
    expect(spokenFrom("sender")).toBe("sender");
    expect(spokenFrom("loudly")).toBe("text");
  });
});
