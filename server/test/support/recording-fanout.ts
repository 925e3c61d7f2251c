import type { Down, DownEvent } from "@duologue/protocol/down";
import type { Fanout } from "../../src/domain/ports.ts";

type Emits = { [Name in DownEvent]: { room: string; payload: Down[Name] }[] };

/** A fan-out that reaches nobody and remembers everything. */
export class RecordingFanout implements Fanout {
  /** `name → room` of everything in order, and `emptied → room` */
  readonly order: string[] = [];
  readonly #emits: Emits = emptyEmits();

  toConversation<Name extends DownEvent>(matchId: string, name: Name, payload: Down[Name]): void {
    this.#record(`match-${matchId}`, name, payload);
  }

  toPerson<Name extends DownEvent>(userId: string, name: Name, payload: Down[Name]): void {
    this.#record(userId, name, payload);
  }

  emptyConversation(matchId: string): void {
    this.order.push(`emptied → match-${matchId}`);
  }

  /** What was said by this name, in order; in one room or in all. */
  said<Name extends DownEvent>(name: Name, room?: string): Down[Name][] {
    const emits: Emits[Name] = this.#emits[name];
    return emits.filter((emit) => room === undefined || emit.room === room).map(({ payload }) => payload);
  }

  /** Forgets what was said until now. */
  clear(): void {
    this.order.length = 0;
    for (const emits of Object.values(this.#emits)) emits.length = 0;
  }

  #record<Name extends DownEvent>(room: string, name: Name, payload: Down[Name]): void {
    const emits: Emits[Name] = this.#emits[name];
    emits.push({ room, payload });
    this.order.push(`${name} → ${room}`);
  }
}

function emptyEmits(): Emits {
  return {
    "new-message": [],
    "new-notification": [],
    "conversation-event": [],
    "conversation-updated": [],
    receipt: [],
    typing: [],
    presence: [],
    "session-ended": [],
    "server-stopping": [],
  };
}
