import { socketLimits } from "./socket-limits.ts";

/** Socket.IO's packet types ACK and BINARY_ACK. */
const ACKNOWLEDGEMENT = /^[36]/;
const SENT_MESSAGE = /^2\d*\s*\[\s*"send-message"/;

/**
 * Whether a client may send such a packet at all, by its beginning and its size alone: parsing is what it would cost.
 * The server never asks for an acknowledgement, and nothing but a message is large.
 */
export function isExpected(data: string | Buffer): boolean {
  if (typeof data !== "string") return data.length <= socketLimits.otherPacketBytes;
  if (ACKNOWLEDGEMENT.test(data)) return false;
  return data.length <= socketLimits.otherPacketBytes || SENT_MESSAGE.test(data);
}
