import type { Namespace } from "socket.io";
import { Adapter, type Room, type SocketId } from "socket.io-adapter";
import type { EngineConnection } from "./chat-socket.ts";
import type { RoomRelay } from "./room-relay.ts";
import { textFrame } from "./text-frame.ts";
import { WebSocketTransport } from "./websocket-transport.ts";

/**
 * Socket.IO's adapter for one process, with a short way for what this server does all the time: one text for everybody in
 * a room. It is made into one frame, which goes straight to their WebSockets; the usual way costs about as much again for
 * each of them.
 */
export class ChatAdapter extends Adapter {
  #relay: RoomRelay | undefined;

  /** From here on the other nodes know in which rooms this one has sockets. */
  connect(relay: RoomRelay): void {
    this.#relay = relay;
    this.on("create-room", (room: Room) => relay.opened(room));
    this.on("delete-room", (room: Room) => relay.closed(room));
  }

  /**
   * Nobody is ever spoken to by a socket's id, so the room of its own that each would have is left out. Whoever waits for
   * a join can rely on it: from here on, what the other nodes say to the room arrives too.
   */
  override addAll(sid: SocketId, rooms: Set<Room>): Promise<void> | void {
    const others = new Set(rooms);
    others.delete(sid);
    void super.addAll(sid, others);
    return this.#relay?.settled();
  }

  /** Hands a message of Engine.IO's protocol, in UTF-8 when it is bytes, to everybody who is in the room on this node. */
  deliver(room: string, message: string | Buffer): void {
    const sids = this.rooms.get(room);
    if (sids === undefined) return;
    const { sockets }: Namespace = this.nsp;
    let frame: Buffer | undefined;
    for (const sid of sids) {
      const connection: EngineConnection | undefined = sockets.get(sid)?.conn;
      if (connection === undefined) continue;
      if (connection.transport instanceof WebSocketTransport) {
        frame ??= textFrame(message);
        connection.transport.sendFrame(frame);
      } else connection.write(withoutType(message));
    }
  }
}

/** Engine.IO writes the type of a message, one letter, itself. */
function withoutType(message: string | Buffer): string {
  return message.toString().slice(1);
}
