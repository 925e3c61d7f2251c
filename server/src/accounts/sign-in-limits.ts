import { LRUCache } from "lru-cache";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../domain/app-error.ts";

/** Failed attempts that one account bears, and how long each window of them is. */
const FAILURES_MAX = 10;
const WINDOW_S = 15 * 60;
const KNOWN_MAX = 20_000;

/**
 * Limits guesses at one account's password, from however many addresses they come; the account library limits each
 * address. Somebody who guesses must not lock the owner out: an address from which the account was signed in to
 * before has attempts of its own (A046).
 */
export class SignInLimits {
  readonly #strangers = new RateLimiterMemory({ points: FAILURES_MAX, duration: WINDOW_S });
  readonly #known = new RateLimiterMemory({ points: FAILURES_MAX, duration: WINDOW_S });
  readonly #knownPlaces = new LRUCache<string, true>({ max: KNOWN_MAX });

  /** Runs the attempt unless there were too many failed ones; only failed ones count in the end. */
  async attempt(email: string, address: string, run: () => Promise<Response>): Promise<Response> {
    const account = email.toLowerCase();
    const place = JSON.stringify([account, address]);
    const isKnown = this.#knownPlaces.has(place);
    const [limiter, key] = isKnown ? [this.#known, place] : [this.#strangers, account];
    // Taken before the attempt, so that attempts at the same time cannot pass together.
    await limiter.consume(key).catch(refuse);
    const response = await run();
    if (response.ok) {
      await limiter.reward(key);
      this.#knownPlaces.set(place, true);
    }
    return response;
  }

  /** The place where an account was made is known from the start. */
  signedUp(email: string, address: string): void {
    this.#knownPlaces.set(JSON.stringify([email.toLowerCase(), address]), true);
  }
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason;
  throw new AppError("rate_limited", "Too many attempts to sign in to this account", {
    retryAfter: reason.msBeforeNext / 1000,
  });
}
