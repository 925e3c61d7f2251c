import { LRUCache } from "lru-cache";
import type { Clock } from "../domain/ports.ts";
import { socketLimits } from "./socket-limits.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Who is forgotten beyond that has a full budget again. */
const SENDERS_MAX = 20_000;

/** The bytes that all connections of one sender may bring together (G14): what they cost to parse is in their number. */
export class InboundBudget {
  readonly #clock: Clock;
  readonly #senders = new LRUCache<string, TokenBucket>({ max: SENDERS_MAX });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes them if they are there. */
  take(sender: string, bytes: number): boolean {
    const known = this.#senders.get(sender);
    const bucket = known ?? new TokenBucket(socketLimits.inboundBytes, this.#clock);
    if (known === undefined) this.#senders.set(sender, bucket);
    return bucket.take(bytes);
  }
}
