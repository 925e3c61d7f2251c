import { LRUCache } from "lru-cache";
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Keys that one budget remembers on this node; each costs about 700 bytes and a timer. */
const KEYS_MAX = 50_000;

/** The library's limiter, whose memory anybody could fill with names: beyond the bound the least recent is forgotten. */
export class BoundedLimiter extends RateLimiterMemory {
  readonly #keys: LRUCache<string, true>;

  constructor(terms: ConstructorParameters<typeof RateLimiterMemory>[0], keysMax = KEYS_MAX) {
    super(terms);
    this.#keys = new LRUCache({
      max: keysMax,
      dispose: (_value, key, reason) => {
        if (reason === "evict") void this.delete(key);
      },
    });
  }

  override consume(
    ...request: Parameters<RateLimiterMemory["consume"]>
  ): ReturnType<RateLimiterMemory["consume"]> {
    this.#keys.set(String(request[0]), true);
    return super.consume(...request);
  }
}
