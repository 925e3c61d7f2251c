import type { Row } from "../rows";

/** Rows that differ in their keys alone. */
export function rowsNamed(keys: readonly string[]): Row[] {
  return keys.map((key) => ({
    item: {
      key,
      seq: undefined,
      id: undefined,
      mine: false,
      senderId: "maya",
      content: "words",
      createdAt: "2026-06-12T12:00:00.000Z",
      editedAt: null,
      replyTo: null,
      clientMessageId: key,
      sendState: undefined,
    },
    at: 0,
    day: "2026-06-12",
    startsDay: false,
    startsUnread: false,
    first: false,
    last: false,
  }));
}
