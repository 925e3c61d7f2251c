import type { Down, DownEvent } from "@duologue/protocol/down";

/** What one node tells the others. */
export type BusMessage =
  | { kind: "emit"; room: string; name: DownEvent; payload: Down[DownEvent] }
  | { kind: "empty"; room: string }
  | { kind: "session-ended"; sessionId: string };
