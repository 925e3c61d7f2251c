import type { RedisLink } from "./redis-link.ts";
import type { PacketListener, SubscriptionKind, Subscriptions } from "./subscriptions.ts";

/**
 * Redis as Socket.IO's adapters see it. They wait for what they publish before they deliver to the sockets of this
 * node, or do not look at its outcome at all (reliability of either is not ours to give away): here publishing
 * succeeds at once, whatever Redis does, and its failure is counted by the link.
 */
export class AdapterClient {
  readonly #commands: RedisLink;
  readonly #subscriptions: Subscriptions;

  constructor(commands: RedisLink, subscriptions: Subscriptions) {
    this.#commands = commands;
    this.#subscriptions = subscriptions;
  }

  publish(channel: string, packet: string | Buffer): Promise<number> {
    this.#commands.run("publish", (client) => client.publish(channel, packet)).catch(() => {});
    return Promise.resolve(0);
  }

  sPublish(channel: string, packet: string | Buffer): Promise<number> {
    this.#commands.run("publish", (client) => client.sPublish(channel, packet)).catch(() => {});
    return Promise.resolve(0);
  }

  subscribe(channels: string | string[], listener: PacketListener): void {
    this.#listen("subscribe", channels, listener);
  }

  pSubscribe(patterns: string | string[], listener: PacketListener): void {
    this.#listen("pSubscribe", patterns, listener);
  }

  sSubscribe(channels: string | string[], listener: PacketListener): void {
    this.#listen("sSubscribe", channels, listener);
  }

  sUnsubscribe(channel: string): void {
    this.#subscriptions.removeSharded(channel);
  }

  /** The classic adapter listens for errors; there are none. */
  on(): this {
    return this;
  }

  #listen(kind: SubscriptionKind, channels: string | string[], listener: PacketListener): void {
    for (const channel of [channels].flat()) this.#subscriptions.add(kind, channel, listener);
  }
}
