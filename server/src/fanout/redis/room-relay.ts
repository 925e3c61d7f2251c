import type { RedisLink } from "./redis-link.ts";
import type { SubscriptionKind, Subscriptions } from "./subscriptions.ts";

/** The rooms that have sockets on this node. */
export interface RoomsHere {
  /** Hands a message of Engine.IO's protocol, as UTF-8, to everybody who is in the room on this node. */
  deliver(room: string, message: Buffer): void;
  /** Makes everybody leave the room on this node. */
  emptyHere(room: string): void;
}

interface RelayOptions {
  /** of this node, as long as that of any other */
  nodeId: string;
  commands: RedisLink;
  subscriptions: Subscriptions;
  rooms: RoomsHere;
  /** whether Redis has channels that live on one of its shards */
  isSharded: boolean;
  onError: (error: unknown) => void;
}

const channelOf = (room: string) => `duologue:room:${room}`;
const MESSAGE = "m";
const LEAVE = "l";

/**
 * A channel of Redis for each room that has sockets here, so that a node hears only what concerns them. A packet is
 * who says it, because Redis tells that node too; one letter for what it is; and the message as it goes to the
 * sockets, so that nothing of it is read or written again on the way.
 *
 * With Socket.IO's own adapter for Redis, which can do more, telling of a message cost a node about three times as much.
 */
export function createRoomRelay(options: RelayOptions) {
  const { nodeId, commands, subscriptions, rooms, isSharded, onError } = options;
  const kind: SubscriptionKind = isSharded ? "sSubscribe" : "subscribe";
  const publish = (room: string, what: string, message = "") => {
    const channel = channelOf(room);
    const packet = nodeId + what + message;
    commands.tell("publish", (client) =>
      isSharded ? client.sPublish(channel, packet) : client.publish(channel, packet),
    );
  };
  const hear = (room: string, packet: Buffer) => {
    const messageAt = nodeId.length + 1;
    const head = packet.toString("latin1", 0, messageAt);
    if (head.startsWith(nodeId)) return;
    try {
      if (head.endsWith(MESSAGE)) rooms.deliver(room, packet.subarray(messageAt));
      else if (head.endsWith(LEAVE)) rooms.emptyHere(room);
    } catch (error) {
      onError(error);
    }
  };
  return {
    opened: (room: string) => subscriptions.add(kind, channelOf(room), (packet) => hear(room, packet)),
    closed: (room: string) => subscriptions.remove(kind, channelOf(room)),
    settled: () => subscriptions.settled(),
    tell: (room: string, message: string) => publish(room, MESSAGE, message),
    tellToLeave: (room: string) => publish(room, LEAVE),
  };
}
