import { BODY_MAX_BYTES } from "@duologue/protocol/limits";

/** Every bound of the socket transport (R5, G14). Times in milliseconds, sizes in bytes. */
export const socketLimits = {
  /** One packet, as one JSON body: the longest message with every character escaped is 48 KB. */
  packetBytes: BODY_MAX_BYTES,
  /** One packet that sends no message: the longest is a handshake, whose token may have 4 KB. */
  otherPacketBytes: 8_192,

  /** A connection that proves no session within this time is cut. A healthy handshake needs two round trips. */
  connectTimeout: 10_000,
  /** How long an upgrade may take, or its refusal be left unread, before the connection is destroyed. */
  upgradeTimeout: 10_000,
  /** A peer that vanished without a word is noticed after interval + timeout, 20 s at most (F24). */
  pingInterval: 10_000,
  pingTimeout: 10_000,
  /** How long a peer may take to agree to the end of a WebSocket, or to ask once more, before its connection is gone. */
  closeTimeout: 3_000,

  /**
   * Tabs and devices of one person. The eleventh is refused, not the first cut: cut clients reconnect, and eleven
   * tabs would go on cutting each other for ever.
   */
  socketsPerUser: 10,
  /** New sockets of one person in a minute: ten devices that reconnect six times. */
  connectsPerUserAndMinute: 60,
  /** Connections of one address, or one IPv6 network, that have not proved a session yet. */
  unauthenticatedPerAddress: 50,

  /** Events of one socket. Beyond, each is refused. */
  events: { burst: 40, perSecond: 20 },
  /** Refused events that a client has when it listens to refusals at all. Beyond, it is cut. */
  refusedEvents: { burst: 40, perSecond: 4 },
  /**
   * Whatever arrives on one connection, events or not: heart-beats, acknowledgements, namespaces, WebSocket pings.
   * Well above what the events allow, and cheap to count, so that a flood ends where it begins.
   */
  frames: { burst: 100, perSecond: 100 },
  /**
   * What all sockets of one person bring, and what an address brings on connections without a session. At once: twenty
   * of the longest messages with every character escaped. A second: twenty with 24 KB. To parse as much of the worst
   * that JSON can be takes 5 % of a core.
   */
  inboundBytes: { burst: 1_000_000, perSecond: 500_000 },

  /** Conversation rooms of one socket: a page of the longest list. */
  conversationsPerSocket: 100,
  /** What waits for a slow reader. Beyond it the socket is cut, and the client catches up from the log (F35). */
  unsentBytes: 1_000_000,

  /** Sessions of all sockets are checked again every 15 s ± 5 s: revocation holds within 30 s whatever was missed (G13). */
  sweepInterval: 15_000,
  sweepJitter: 5_000,
  /** A sweep that failed is repeated after this time, then after twice as much each time, up to the interval. */
  sweepRetry: 1_000,

  /** Clients of a stopping server are told to come back at different times within this span (F36). */
  returnAfterMin: 500,
  returnSpread: 10_000,
  /** How long stopping waits for farewells to be heard; all of stopping may take 10 s (G15). */
  farewellTimeout: 2_000,
} as const;
