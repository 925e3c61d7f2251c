import type { SendState, TranscriptItem } from "@/lib/chat-state";
import type { Reader } from "@/lib/format-intl";
import { clockTime } from "@/lib/format-time";
import { isolate } from "../isolate";
import { sentence } from "../sentence";
import { failureWords } from "./failure-words";

/** The whole message as one sentence for screen readers: "Maya, 14:02: See you at six. Edited." (A38) */
export function messageWords(
  {
    content,
    createdAt,
    editedAt,
    sendState,
  }: Pick<TranscriptItem, "content" | "createdAt" | "editedAt" | "sendState">,
  author: string,
  reader: Reader,
): string {
  const text = content === null ? "Message removed" : isolate(content);
  const more = [
    ...(editedAt !== null && content !== null ? ["Edited"] : []),
    ...(sendState === undefined ? [] : [statusWords(sendState, reader)]),
  ];
  return [`${author}, ${clockTime(createdAt, reader)}: ${sentence(text)}`, ...more.map(sentence)].join(" ");
}

/** Where a message of mine is on its way, instead of ticks (U32). */
export function statusWords(state: SendState, reader: Reader): string {
  switch (state.kind) {
    case "sending":
      return "Sending…";
    case "waiting":
      return "Waiting to send";
    case "sent":
      return "Sent";
    case "delivered":
      return "Delivered";
    case "read":
      return state.at === null ? "Read" : `Read ${clockTime(state.at, reader)}`;
    case "failed":
      return `Not sent. ${failureWords(state.code)}`;
  }
}
