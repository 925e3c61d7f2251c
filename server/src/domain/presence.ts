import type { Presence as PresenceState } from "@duologue/protocol/down";

export class Presence {
  /** Call after the session has joined its personal room. */
  connected(_userId: string): void {}
  disconnected(_userId: string): void {}
  of(_userIds: readonly string[]): PresenceState[] {
    return [];
  }
  stop(): void {}
}
