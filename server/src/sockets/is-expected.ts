import { socketLimits } from "./socket-limits.ts";

/** Engine.IO's type for messages, then Socket.IO's types ACK and BINARY_ACK. */
const ACKNOWLEDGEMENT = /^4[36]/;
const SENT_MESSAGE = /^42\d*\s*\[\s*"send-message"/;

/**
 * Whether a client may send such a packet at all, by its beginning and its size alone: parsing is what it would cost.
 * The server never asks for an acknowledgement, and nothing but a message is large.
 */
export function isExpected(packet: string | Buffer): boolean {
  if (typeof packet !== "string") return packet.length <= socketLimits.otherPacketBytes;
  if (ACKNOWLEDGEMENT.test(packet)) return false;
  return packet.length <= socketLimits.otherPacketBytes || SENT_MESSAGE.test(packet);
}
