import { LRUCache } from "lru-cache";
import type { MatchRecord } from "../../domain/ports.ts";

/** People whose peers are remembered: some kilobytes each at most. Whoever falls out costs one look-up. */
const REMEMBERED = 20_000;

/**
 * With whom people have open matches. It is asked whenever somebody connects, which after a restart is everybody at once,
 * and changes only when a match begins or ends.
 */
export class OpenPeers {
  readonly #known = new LRUCache<string, readonly string[]>({ max: REMEMBERED });

  /** @param read asks for as many as there are, at most limit */
  of(userId: string, limit: number, read: () => readonly string[]): readonly string[] {
    const known = this.#known.get(userId);
    if (known !== undefined && known.length < limit) return known;
    const peers = read();
    // Of more than that the latest are asked for, and those change with every message.
    if (peers.length < limit) this.#known.set(userId, peers);
    return peers;
  }

  /** The match began or ended, or may have. */
  changed({ members }: MatchRecord): void {
    for (const member of members) this.#known.delete(member);
  }
}
