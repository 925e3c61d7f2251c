import type { Clock, Random, Whereabouts } from "../../domain/ports.ts";
import { type NodeRegister, openNodeRegister } from "./node-register.ts";
import type { RedisClient } from "./redis-client.ts";
import type { RedisLink } from "./redis-link.ts";

/** The nodes on which a person has sessions. */
const nodesOf = (userId: string) => `duologue:nodes-of:${userId}`;
/** The people who have sessions on a node: what has to be taken back when it vanishes. */
const peopleOf = (nodeId: string) => `duologue:people-of:${nodeId}`;
/** People that one round of commands names. */
const BATCH = 500;

interface WhereaboutsOptions {
  link: RedisLink;
  clock: Clock;
  random: Random;
  nodeId: string;
}

/**
 * Two sets in Redis for each other: the nodes of a person, the people of a node. Both change when a person's first
 * session on a node begins and when the last one ends, so an open session costs nothing. A node that vanishes is
 * noticed by the others, one of which takes back what it had said. A Redis that has forgotten everything is told again.
 */
export class RedisWhereabouts implements Whereabouts {
  readonly #link: RedisLink;
  readonly #nodeId: string;
  #register: NodeRegister | undefined;
  readonly #here = new Set<string>();
  readonly #listeners = new Set<(userIds: readonly string[]) => void>();

  private constructor({ link, nodeId }: WhereaboutsOptions) {
    this.#link = link;
    this.#nodeId = nodeId;
  }

  static open(options: WhereaboutsOptions): RedisWhereabouts {
    const whereabouts = new RedisWhereabouts(options);
    whereabouts.#register = openNodeRegister({
      ...options,
      id: options.nodeId,
      onForgotten: () => whereabouts.#sayAgain(),
      onVanished: (nodeId) => whereabouts.#takeBack(nodeId),
    });
    return whereabouts;
  }

  async came(userId: string): Promise<void> {
    this.#here.add(userId);
    await this.#tell((client) => enter(client, this.#nodeId, [userId]));
  }

  async went(userId: string): Promise<void> {
    this.#here.delete(userId);
    await this.#tell((client) => leave(client, this.#nodeId, [userId]));
  }

  async elsewhere(userIds: readonly string[]): Promise<Set<string>> {
    if (userIds.length === 0) return new Set();
    const nodes = await this.#tell((client) =>
      Promise.all(userIds.map((userId) => client.sMembers(nodesOf(userId)))),
    );
    const isElsewhere = (index: number) => nodes?.[index]?.some((nodeId) => nodeId !== this.#nodeId);
    return new Set(userIds.filter((_, index) => isElsewhere(index)));
  }

  onLost(listener: (userIds: readonly string[]) => void): void {
    this.#listeners.add(listener);
  }

  /** The other nodes take back what this one has said, once its people had the time to come to them. */
  async close(): Promise<void> {
    await this.#register?.close();
  }

  async #sayAgain(): Promise<void> {
    for (const batch of batches([...this.#here]))
      await this.#tell((client) => enter(client, this.#nodeId, batch));
  }

  async #takeBack(nodeId: string): Promise<void> {
    const userIds = await this.#tell((client) => client.sMembers(peopleOf(nodeId)));
    if (userIds === undefined || userIds.length === 0) return;
    for (const batch of batches(userIds)) await this.#tell((client) => leave(client, nodeId, batch));
    for (const listener of this.#listeners) listener(userIds);
  }

  /** Undefined when Redis is away; the link counts it. */
  #tell<Answer>(command: (client: RedisClient) => Promise<Answer>): Promise<Answer | undefined> {
    return this.#link.run("presence", command).catch(() => undefined);
  }
}

function enter(client: RedisClient, nodeId: string, userIds: string[]): Promise<unknown> {
  const said = userIds.map((userId) => client.sAdd(nodesOf(userId), nodeId));
  return Promise.all([client.sAdd(peopleOf(nodeId), userIds), ...said]);
}

function leave(client: RedisClient, nodeId: string, userIds: string[]): Promise<unknown> {
  const said = userIds.map((userId) => client.sRem(nodesOf(userId), nodeId));
  return Promise.all([client.sRem(peopleOf(nodeId), userIds), ...said]);
}

function* batches(userIds: readonly string[]): Generator<string[]> {
  for (let from = 0; from < userIds.length; from += BATCH) yield userIds.slice(from, from + BATCH);
}
