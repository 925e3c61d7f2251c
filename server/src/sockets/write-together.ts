import { Duplex } from "node:stream";
import type { EngineConnection } from "./chat-socket.ts";

/**
 * Lets everything that a connection is to be sent in one turn of the event loop go out in one write. Engine.IO would
 * write the first packet at once and each other by itself, and a write costs more than all else that happens for a
 * frame: under load, one commit makes several messages durable and each of them is up to three frames for one socket.
 * Nothing waits longer for it: the turn ends before anything else is looked at. (A volatile packet would be dropped
 * whenever another one of the same turn came before it, so none is sent: a "no longer typing" comes with its message.)
 */
export function writeTogether(connection: EngineConnection): void {
  // Shared by all connections: an idle one holds no functions of its own.
  connection.on("packetCreate", holdUntilTurnEnds);
  // Around the moment in which the transport takes what has gathered, a frame at a time.
  connection.on("flush", cork);
  connection.on("drain", uncork);
}

function holdUntilTurnEnds(this: EngineConnection): void {
  const { transport } = this;
  if (transport.name !== "websocket" || !transport.writable) return;
  transport.writable = false;
  process.nextTick(() => {
    transport.writable = true;
    // The transport's own way of asking for what has gathered meanwhile.
    transport.emit("ready");
  });
}

function cork(this: EngineConnection): void {
  streamBelow(this)?.cork();
}

function uncork(this: EngineConnection): void {
  streamBelow(this)?.uncork();
}

/** The stream below the WebSocket of a connection; undefined while it is long polling. Both libraries keep theirs private. */
function streamBelow({ transport }: EngineConnection): Duplex | undefined {
  const socket: unknown = Reflect.get(transport, "socket");
  const stream: unknown = typeof socket === "object" && socket !== null && Reflect.get(socket, "_socket");
  return stream instanceof Duplex ? stream : undefined;
}
