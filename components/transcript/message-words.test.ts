import { describe, expect, test } from "vitest";
import type { TranscriptItem } from "@/lib/chat-state";
import { messageWords } from "./message-words.ts";

const reader = { locale: "en-GB", timeZone: "UTC" };
const item: TranscriptItem = {
  key: "maya:1",
  seq: 1,
  id: "m1",
  mine: false,
  senderId: "maya",
  content: "See you at six",
  createdAt: "2026-11-22T14:02:00.000Z",
  editedAt: null,
  replyTo: null,
  clientMessageId: "1",
  sendState: undefined,
};
const words = (change: Partial<TranscriptItem>, author = "Maya") =>
  messageWords({ ...item, ...change }, author, reader);

describe("the name of a message is one sentence: author, time, text, status (A38)", () => {
  test("of somebody else", () => {
    expect(words({})).toBe("Maya, 14:02: See you at six.");
    expect(words({ content: "Are you there?" })).toBe("Maya, 14:02: Are you there?");
    expect(words({ editedAt: "2026-11-22T14:03:00.000Z" })).toBe("Maya, 14:02: See you at six. Edited.");
    expect(words({ content: null })).toBe("Maya, 14:02: Message removed.");
  });

  test("of one's own, with its way to the other", () => {
    const mine = (sendState: TranscriptItem["sendState"]) => words({ mine: true, sendState }, "You");
    expect(mine({ kind: "sending" })).toBe("You, 14:02: See you at six. Sending…");
    expect(mine({ kind: "read", at: "2026-11-22T14:05:00.000Z" })).toBe(
      "You, 14:02: See you at six. Read 14:05.",
    );
    expect(mine({ kind: "failed", code: "match_closed" })).toBe(
      "You, 14:02: See you at six. Not sent. This match has ended.",
    );
  });

  test("whatever direction the text has (U63)", () => {
    expect(words({ content: "שלום" })).toBe("Maya, 14:02: \u2068שלום\u2069.");
    expect(words({ content: "שלום?" })).toBe("Maya, 14:02: \u2068שלום?\u2069");
  });
});
