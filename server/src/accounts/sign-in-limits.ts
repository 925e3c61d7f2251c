import { LRUCache } from "lru-cache";
import type { Budget, OpenBudget } from "../domain/ports.ts";

/** Failed attempts that one account bears in a quarter of an hour. */
const FAILURES = {
  points: 10,
  seconds: 15 * 60,
  isExact: true,
  detail: "Too many attempts to sign in to this account",
};
const KNOWN_MAX = 20_000;

/**
 * Limits guesses at one account's password, from however many addresses they come; the account library limits each
 * address. Somebody who guesses must not lock the owner out: an address from which the account was signed in to
 * before has attempts of its own (A046).
 */
export class SignInLimits {
  readonly #strangers: Budget;
  readonly #known: Budget;
  readonly #knownPlaces = new LRUCache<string, true>({ max: KNOWN_MAX });

  constructor(openBudget: OpenBudget) {
    this.#strangers = openBudget("sign-in-of-strangers", FAILURES);
    this.#known = openBudget("sign-in-of-known", FAILURES);
  }

  /** Runs the attempt unless there were too many failed ones; only failed ones count in the end. */
  async attempt(email: string, address: string, run: () => Promise<Response>): Promise<Response> {
    const account = email.toLowerCase();
    const place = JSON.stringify([account, address]);
    const isKnown = this.#knownPlaces.has(place);
    const [budget, key] = isKnown ? [this.#known, place] : [this.#strangers, account];
    // Taken before the attempt, so that attempts at the same time cannot pass together.
    await budget.spend(key);
    const response = await run().catch(async (error: unknown) => {
      // No attempt at all: nobody could look.
      await budget.refund(key);
      throw error;
    });
    if (response.ok) {
      await budget.refund(key);
      this.#knownPlaces.set(place, true);
    }
    return response;
  }

  /** The place where an account was made is known from the start. */
  signedUp(email: string, address: string): void {
    this.#knownPlaces.set(JSON.stringify([email.toLowerCase(), address]), true);
  }
}
