import type { Namespace } from "socket.io";
import { Adapter, type BroadcastOptions, type Room, type SocketId } from "socket.io-adapter";
import { PacketType } from "socket.io-parser";
import type { EngineConnection } from "./chat-socket.ts";
import { textFrame } from "./text-frame.ts";
import { WebSocketTransport } from "./websocket-transport.ts";

interface EventPacket {
  type: PacketType;
  data: unknown[];
}

/**
 * Socket.IO's adapter for one process, with a short way for what this server does all the time: an event without
 * binary data for one room. It is made into one frame for everybody, which goes straight to their WebSockets; the usual
 * way costs about as much again for each of them. Everything else goes the usual way.
 */
export class ChatAdapter extends Adapter {
  /** Nobody is ever spoken to by a socket's id, so the room of its own that each would have is left out. */
  override addAll(sid: SocketId, rooms: Set<Room>): Promise<void> | void {
    const others = new Set(rooms);
    others.delete(sid);
    return super.addAll(sid, others);
  }

  override broadcast(packet: EventPacket, options: BroadcastOptions): void {
    const { rooms, except } = options;
    if (packet.type === PacketType.EVENT && rooms.size === 1 && !except?.size)
      for (const room of rooms) this.#sendTo(room, packet.data);
    else super.broadcast(packet, options);
  }

  /** The same without what Socket.IO would have to make to ask for it. */
  emitTo(room: string, name: string, payload: object): void {
    this.#sendTo(room, [name, payload]);
  }

  #sendTo(room: string, event: unknown[]): void {
    const sids = this.rooms.get(room);
    if (sids === undefined) return;
    const text = `${PacketType.EVENT}${JSON.stringify(event)}`;
    const { sockets }: Namespace = this.nsp;
    let frame: Buffer | undefined;
    for (const sid of sids) {
      const connection: EngineConnection | undefined = sockets.get(sid)?.conn;
      if (connection === undefined) continue;
      if (connection.transport instanceof WebSocketTransport) {
        frame ??= textFrame(`4${text}`);
        connection.transport.sendFrame(frame);
      } else connection.write(text);
    }
  }
}
