import type { Down, DownEvent } from "@duologue/protocol/down";
import { PacketType } from "socket.io-parser";
import { ChatAdapter } from "./chat-adapter.ts";
import type { ChatServer } from "./chat-socket.ts";
import type { RoomRelay } from "./room-relay.ts";

/** Engine.IO's type of a message, and Socket.IO's of an event. */
const EVENT = `4${PacketType.EVENT}`;

/** The rooms of a socket server, as whoever sends hints sees them. */
export class ChatRooms {
  readonly #io: ChatServer;
  readonly #adapter: ChatAdapter;
  #relay: RoomRelay | undefined;

  /** @param io of createSocketServer() */
  constructor(io: ChatServer) {
    const { adapter } = io.of("/");
    if (!(adapter instanceof ChatAdapter)) throw new TypeError("Rooms need a server with a ChatAdapter");
    this.#io = io;
    this.#adapter = adapter;
  }

  /** From here on rooms reach over all nodes. */
  connect(relay: RoomRelay): void {
    this.#relay = relay;
    this.#adapter.connect(relay);
  }

  /** To everybody in this room, on all nodes. */
  emit<Name extends DownEvent>(room: string, name: Name, payload: Down[Name]): void {
    if (this.#relay === undefined && !this.#adapter.rooms.has(room)) return;
    const message = EVENT + JSON.stringify([name, payload]);
    this.#adapter.deliver(room, message);
    this.#relay?.tell(room, message);
  }

  /** Makes everybody leave this room, on all nodes. */
  empty(room: string): void {
    this.emptyHere(room);
    this.#relay?.tellToLeave(room);
  }

  /** Hands a message that came from another node to everybody who is in the room on this one. */
  deliver(room: string, message: Buffer): void {
    this.#adapter.deliver(room, message);
  }

  /** Makes everybody who is in the room on this node leave it. */
  emptyHere(room: string): void {
    this.#io.in(room).socketsLeave(room);
  }
}
