import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import type { Namespace } from "socket.io";
import type { AdapterClient } from "./adapter-client.ts";
import type { Subscriptions } from "./subscriptions.ts";

type Adapter = Namespace["adapter"];

/** What is used of a Socket.IO server. */
export interface Rooms {
  adapter(make: (namespace: Namespace) => Adapter): unknown;
}

interface AdapterOptions {
  client: AdapterClient;
  subscriptions: Subscriptions;
  /** whether a channel can be listened to for each room, so that a node hears only what concerns its sockets */
  isSharded: boolean;
  onError: (error: unknown) => void;
}

/**
 * From here on an emit to a room reaches its sockets on all nodes: those of this node in the same turn, whatever Redis
 * does, and those of the others when Redis carries it there.
 */
export function installAdapter(
  io: Rooms,
  { client, subscriptions, isSharded, onError }: AdapterOptions,
): void {
  const make = isSharded ? createShardedAdapter(client, client) : createAdapter(client, client);
  // Not an arrow function: Socket.IO calls it with `new`.
  io.adapter(function tamedAdapter(namespace) {
    const adapter: Adapter = make(namespace);
    const broadcast = adapter.broadcast.bind(adapter);
    const delSockets = adapter.delSockets.bind(adapter);
    const addAll = adapter.addAll.bind(adapter);
    // These are asynchronous, whatever their type says, and nobody waits for them: what they throw would end the
    // process (G14).
    adapter.broadcast = async (packet, options) => heard(async () => broadcast(packet, options), onError);
    adapter.delSockets = async (options, rooms) => heard(async () => delSockets(options, rooms), onError);
    // Whoever waits for a join can rely on it: from here on, events of the other nodes arrive too.
    adapter.addAll = (id, rooms) => {
      void addAll(id, rooms);
      return subscriptions.settled();
    };
    return adapter;
  });
}

async function heard(act: () => Promise<void>, onError: (error: unknown) => void): Promise<void> {
  try {
    await act();
  } catch (error) {
    onError(error);
  }
}
