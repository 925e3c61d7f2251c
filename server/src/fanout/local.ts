import type { Down, DownEvent } from "@duologue/protocol/down";
import { conversationRoom, personalRoom } from "@duologue/protocol/rooms";
import { Counter, type Registry } from "prom-client";
import type { Fanout } from "../domain/ports.ts";
import type { Log } from "../log.ts";

/** The rooms of the socket server. */
interface Rooms {
  emit<Name extends DownEvent>(room: string, name: Name, payload: Down[Name]): void;
  empty(room: string): void;
}

interface LocalFanoutOptions {
  rooms: Rooms;
  log: Log;
  registry: Registry;
}

/**
 * Hints to the sockets of this process. One room for each emit: that is the path on which the packet is encoded once
 * for all its receivers, and the only one that an adapter between nodes can route. A failure is counted and
 * logged, never thrown: the log of the conversation is the truth, and clients catch up from it (G9).
 */
export function createLocalFanout({ rooms, log, registry }: LocalFanoutOptions): Fanout {
  const failures = new Counter({
    name: "duologue_fanout_failures_total",
    help: "Hints that could not be handed to the sockets of this process",
    registers: [registry],
  });
  const attempt = (name: string, act: () => void) => {
    try {
      act();
    } catch (error) {
      failures.inc();
      log.error({ error, event: name }, "a hint could not be sent");
    }
  };
  const emit = <Name extends DownEvent>(id: string, room: string, name: Name, payload: Down[Name]) =>
    attempt(name, () => {
      requireTarget(id);
      rooms.emit(room, name, payload);
    });
  return {
    toConversation: (matchId, name, payload) => emit(matchId, conversationRoom(matchId), name, payload),
    toPerson: (userId, name, payload) => emit(userId, personalRoom(userId), name, payload),
    emptyConversation: (matchId) =>
      attempt("leave", () => {
        requireTarget(matchId);
        rooms.empty(conversationRoom(matchId));
      }),
  };
}

/** Socket.IO sends to everybody when it is given no room: a target that was lost on the way must not become that (R9). */
function requireTarget(id: string): void {
  if (id === "") throw new Error("A hint needs somebody to go to");
}
