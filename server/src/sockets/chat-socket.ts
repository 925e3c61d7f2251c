import type { DownEvents } from "@duologue/protocol/down";
import type { UpEvents } from "@duologue/protocol/up";
import type { DefaultEventsMap, Server, Socket } from "socket.io";

/** What a socket carries once its session was proved. */
export interface SocketData {
  userId: string;
  sessionId: string;
  /** of the session, in milliseconds since 1970 */
  expiresAt: number;
}

export type ChatServer = Server<UpEvents, DownEvents, DefaultEventsMap, SocketData>;
export type ChatSocket = Socket<UpEvents, DownEvents, DefaultEventsMap, SocketData>;
/** The connection below a socket: long polling at first, then a WebSocket. */
export type EngineConnection = ChatSocket["conn"];
