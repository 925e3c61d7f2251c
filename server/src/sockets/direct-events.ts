import type { UpEvent } from "@duologue/protocol/up";
import type { EngineConnection } from "./chat-socket.ts";
import { isKnown } from "./is-known.ts";
import { textFrame } from "./text-frame.ts";
import { WebSocketTransport } from "./websocket-transport.ts";

/** An event as it came: its name, and the rest of its array. */
export interface DirectEvent {
  name: UpEvent;
  args: readonly unknown[];
  /** undefined when the client wants no answer */
  acknowledge: ((reply: object) => void) | undefined;
}

interface DirectOptions {
  /** for each event that there is */
  receivers: Readonly<Record<UpEvent, unknown>>;
  onEvent: (event: DirectEvent) => void;
}

/**
 * Engine.IO's type for messages, Socket.IO's for events, and the number of the acknowledgement. An event of another
 * namespace has its name there, and no client of ours has a longer number.
 *
 * @see https://socket.io/docs/v4/socket-io-protocol/#packet-encoding
 */
const HEAD = /^42(\d{0,15})\[/;

/**
 * Hands over the events that a client says over a WebSocket as soon as they arrive, and sends their acknowledgements the
 * same way back. Between the two Socket.IO would do as much again as all the rest of a message takes. Whatever is not
 * plainly one of our events, malformed ones first of all, goes its usual way.
 */
export function takeEventsDirectly(connection: EngineConnection, options: DirectOptions): void {
  const { transport } = connection;
  if (transport instanceof WebSocketTransport) takeFrom(transport, options);
  else connection.on("upgrade", (upgraded: WebSocketTransport) => takeFrom(upgraded, options));
}

/** The same for an event with binary attachments, which come as the next frames. */
const BINARY_HEAD = "45";

function takeFrom(transport: WebSocketTransport, { receivers, onEvent }: DirectOptions): void {
  transport.take = (text) => {
    const [head, id] = HEAD.exec(text) ?? [];
    // What comes instead of an attachment is Socket.IO's to judge, so all that follows one goes the usual way.
    if (text.startsWith(BINARY_HEAD)) transport.take = () => false;
    if (head === undefined) return false;
    const [name, ...args] = arrayIn(text.slice(head.length - 1)) ?? [];
    if (!isKnown(name, receivers)) return false;
    const acknowledge = (reply: object) =>
      transport.sendFrame(textFrame(`43${id}[${JSON.stringify(reply)}]`));
    onEvent({ name, args, acknowledge: id === "" ? undefined : acknowledge });
    return true;
  };
}

function arrayIn(json: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
