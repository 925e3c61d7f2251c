import type { Down, DownEvent } from "@duologue/protocol/down";
import { ChatAdapter } from "./chat-adapter.ts";
import type { ChatServer } from "./chat-socket.ts";

/** The rooms of a socket server, as whoever sends hints sees them. */
export class ChatRooms {
  readonly #io: ChatServer;

  constructor(io: ChatServer) {
    this.#io = io;
  }

  /** To everybody in this room, on all nodes. */
  emit<Name extends DownEvent>(room: string, name: Name, payload: Down[Name]): void {
    const { adapter } = this.#io.of("/");
    if (adapter instanceof ChatAdapter) adapter.emitTo(room, name, payload);
    else throughSocketIo(this.#io, room).emit(name, payload);
  }

  /** Makes everybody leave this room, on all nodes. */
  empty(room: string): void {
    this.#io.in(room).socketsLeave(room);
  }
}

/** Its types cannot relate a name to its payload where it is not known which name it is. */
function throughSocketIo(
  io: ChatServer,
  room: string,
): { emit(name: DownEvent, payload: Down[DownEvent]): boolean } {
  return io.to(room);
}
