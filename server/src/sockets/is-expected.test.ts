import { CONTENT_MAX_CODE_POINTS } from "@duologue/protocol/limits";
import { expect, test } from "vitest";
import { isExpected } from "./is-expected.ts";
import { socketLimits } from "./socket-limits.ts";

const large = "x".repeat(socketLimits.otherPacketBytes);

test("the longest message may have every character escaped, with or without an acknowledgement", () => {
  const content = "\\ud83d\\ude00".repeat(CONTENT_MAX_CODE_POINTS);
  for (const start of ['42["send-message",', '427["send-message",', '427 [ "send-message" ,'])
    expect(isExpected(`${start}{"matchId":"m","content":"${content}"}]`)).toBe(true);
});

test("nothing else is large", () => {
  for (const start of [
    '42["typing","',
    '427["send-messages","',
    '42["typing","send-message","',
    '2["send-message","',
    '40{"token":"',
    "1",
    "44",
  ])
    expect(isExpected(start + large)).toBe(false);
  expect(isExpected(`40{"token":"${"x".repeat(4_096)}"}`)).toBe(true);
  expect(isExpected(Buffer.alloc(socketLimits.otherPacketBytes))).toBe(true);
  expect(isExpected(Buffer.alloc(socketLimits.otherPacketBytes + 1))).toBe(false);
});

test("A095 acknowledgements are never asked for, whatever they carry and wherever they go", () => {
  for (const packet of ["43", "437[]", '43/admin,7["x"]', '461-7[{"_placeholder":true,"num":0}]'])
    expect(isExpected(packet)).toBe(false);
});
