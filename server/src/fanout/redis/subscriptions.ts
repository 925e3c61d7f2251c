import type { RedisClient } from "./redis-client.ts";
import type { RedisLink } from "./redis-link.ts";

/** Redis's two ways of listening to a name: anywhere, and on the one shard where it lives. */
export type SubscriptionKind = "subscribe" | "sSubscribe";

export type PacketListener = (message: Buffer, channel: Buffer) => void;

/** Channels that one command names when all of them are subscribed to again. */
const BATCH = 500;
const AS_BUFFERS = true;

/**
 * What this node listens to. The list here is the truth, and each new connection is told all of it: the client would
 * forget what was asked for while Redis was away, and what was given up in that time.
 */
export class Subscriptions {
  readonly #link: RedisLink;
  readonly #wanted: Wanted;
  readonly #renewed: Set<() => void>;
  readonly #underWay = new Set<Promise<unknown>>();

  private constructor(link: RedisLink, wanted: Wanted, renewed: Set<() => void>) {
    this.#link = link;
    this.#wanted = wanted;
    this.#renewed = renewed;
  }

  /** @throws what the first attempt to connect fails with */
  static async open(openLink: OpenLink): Promise<Subscriptions> {
    const wanted = new Wanted();
    const renewed = new Set<() => void>();
    const link = await openLink(async (client) => {
      await wanted.listenToAll(client);
      for (const listener of renewed) listener();
    });
    return new Subscriptions(link, wanted, renewed);
  }

  /** Calls back whenever a lost connection was made anew: what was said meanwhile was not heard here. */
  onRenewed(listener: () => void): void {
    this.#renewed.add(listener);
  }

  add(kind: SubscriptionKind, channel: string, listener: PacketListener): void {
    this.#wanted.set(kind, channel, listener);
    this.#ask((client) => this.#wanted.listen(client, kind, [channel]));
  }

  remove(kind: SubscriptionKind, channel: string): void {
    this.#wanted.delete(kind, channel);
    this.#ask((client) => this.#wanted.ignore(client, kind, channel));
  }

  /** Resolves once Redis has answered to everything that was asked for, or Redis is away. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  close(): void {
    this.#link.close();
  }

  /** A failure is counted by the link; the connection on which Redis does not answer is replaced, with all of the list. */
  #ask(command: (client: RedisClient) => Promise<unknown>): void {
    const asked = this.#link
      .run("subscribe", command)
      .catch(() => {})
      .finally(() => this.#underWay.delete(asked));
    this.#underWay.add(asked);
  }
}

type OpenLink = (onConnected: (client: RedisClient) => Promise<void>) => Promise<RedisLink>;

class Wanted {
  readonly #listeners: Record<SubscriptionKind, Map<string, PacketListener>> = {
    subscribe: new Map(),
    sSubscribe: new Map(),
  };
  /** One function for each kind: the client tells subscriptions to one channel apart by their listeners. */
  readonly dispatchers: Record<SubscriptionKind, PacketListener> = {
    subscribe: this.#dispatcher("subscribe"),
    sSubscribe: this.#dispatcher("sSubscribe"),
  };

  set(kind: SubscriptionKind, channel: string, listener: PacketListener): void {
    this.#listeners[kind].set(channel, listener);
  }

  delete(kind: SubscriptionKind, channel: string): void {
    this.#listeners[kind].delete(channel);
  }

  async listenToAll(client: RedisClient): Promise<void> {
    const kinds = ["subscribe", "sSubscribe"] as const;
    for (const kind of kinds) {
      const channels = [...this.#listeners[kind].keys()];
      for (let from = 0; from < channels.length; from += BATCH)
        await this.listen(client, kind, channels.slice(from, from + BATCH));
    }
  }

  listen(client: RedisClient, kind: SubscriptionKind, channels: string[]): Promise<void> {
    return client[kind](channels, this.dispatchers[kind], AS_BUFFERS);
  }

  ignore(client: RedisClient, kind: SubscriptionKind, channel: string): Promise<void> {
    const listener = this.dispatchers[kind];
    return kind === "sSubscribe"
      ? client.sUnsubscribe(channel, listener, AS_BUFFERS)
      : client.unsubscribe(channel, listener, AS_BUFFERS);
  }

  #dispatcher(kind: SubscriptionKind): PacketListener {
    return (message, channel) => this.#listeners[kind].get(channel.toString())?.(message, channel);
  }
}
