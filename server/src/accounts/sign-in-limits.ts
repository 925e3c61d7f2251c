import { LRUCache } from "lru-cache";
import type { Budget, OpenBudget } from "../domain/ports.ts";
import type { DeviceCookie } from "./device-cookie.ts";

/** What one address may try, with whatever account. It is asked first, so that who is refused here leaves no trace. */
const ATTEMPTS = { points: 10, seconds: 60, isExact: true, detail: "Too many attempts from this address" };
/** Failed attempts that one account bears in a quarter of an hour. */
const FAILURES = {
  points: 10,
  seconds: 15 * 60,
  isExact: true,
  detail: "Too many attempts to sign in to this account",
};
const WRONG_PASSWORDS = { ...FAILURES, detail: "Too many attempts to change this password" };
const KNOWN_MAX = 20_000;

/** Somebody who wants to come in. */
interface Visitor {
  email: string;
  /** as limits count addresses */
  address: string;
  headers: Headers;
}

type Run = () => Promise<Response>;

/**
 * Limits guesses at passwords: of one address, and at one account from however many addresses. Somebody who guesses must
 * not lock the owner out: a browser in which the account was signed in to before has attempts of its own, and so has an
 * address from which that was done while this process runs (A046).
 */
export class SignInLimits {
  readonly #devices: DeviceCookie;
  readonly #addresses: Budget;
  readonly #strangers: Budget;
  readonly #known: Budget;
  readonly #changes: Budget;
  readonly #knownPlaces = new LRUCache<string, true>({ max: KNOWN_MAX });

  constructor(openBudget: OpenBudget, devices: DeviceCookie) {
    this.#devices = devices;
    this.#addresses = openBudget("sign-in-of-address", ATTEMPTS);
    this.#strangers = openBudget("sign-in-of-strangers", FAILURES);
    this.#known = openBudget("sign-in-of-known", FAILURES);
    this.#changes = openBudget("password-changes", WRONG_PASSWORDS);
  }

  /** @throws AppError `rate_limited` when there were too many attempts; only failed ones count against the account */
  async signIn(visitor: Visitor, run: Run): Promise<Response> {
    await this.#addresses.spend(visitor.address);
    const account = visitor.email.toLowerCase();
    const place = JSON.stringify([account, visitor.address]);
    const known =
      this.#devices.deviceOf(visitor.headers, account) ?? (this.#knownPlaces.has(place) ? place : undefined);
    const guess =
      known === undefined ? { budget: this.#strangers, key: account } : { budget: this.#known, key: known };
    return this.#welcome(visitor, await attempt(guess, run));
  }

  /** The place and the device where an account was made are known from the start. */
  async signUp(visitor: Visitor, run: Run): Promise<Response> {
    return this.#welcome(visitor, await run());
  }

  /** @throws AppError `rate_limited` when the current password of this account was wrong too often, whoever tried */
  changePassword(userId: string, run: Run): Promise<Response> {
    return attempt({ budget: this.#changes, key: userId }, run);
  }

  #welcome({ email, address, headers }: Visitor, response: Response): Response {
    if (!response.ok) return response;
    const account = email.toLowerCase();
    this.#knownPlaces.set(JSON.stringify([account, address]), true);
    if (this.#devices.deviceOf(headers, account) === undefined)
      response.headers.append("set-cookie", this.#devices.issue(account));
    return response;
  }
}

/** Runs an attempt unless there were too many failed ones. */
async function attempt({ budget, key }: { budget: Budget; key: string }, run: Run): Promise<Response> {
  // Taken before the attempt, so that attempts at the same time cannot pass together.
  await budget.spend(key);
  const response = await run().catch(async (error: unknown) => {
    // No attempt at all: nobody could look.
    await budget.refund(key);
    throw error;
  });
  if (response.ok) await budget.refund(key);
  return response;
}
