import { LRUCache } from "lru-cache";
import { AppError } from "../domain/app-error.ts";
import type { Clock, RequestHeaders, Session, Sessions } from "../domain/ports.ts";
import type { Auth } from "./auth.ts";
import { credentialsOf, NO_TOKEN } from "./credentials.ts";

interface Verified {
  session: Session;
  /** how many sessions had ended when the look-up began */
  asOf: number;
}

interface SessionsOptions {
  auth: Auth;
  cookieName: string;
  clock: Clock;
  /** whether what was proved is believed for a while without asking again */
  remembers: boolean;
  /** Called for each person before their session is first believed; a failure refuses the request. */
  ensureRegistered(user: { id: string; name: string; image: string | null }): Promise<void>;
}

/** Look-ups of the library cost about a millisecond; what one proved holds this long unless a session ends. */
const BELIEVED_MS = 30_000;
const REMEMBERED_MAX = 50_000;
/** Well below SQLite's limit of bound variables. */
const STILL_VALID_BATCH = 500;

/**
 * Who is asking, over the account library. What was proved is remembered, and every end of a session makes all that
 * was remembered about its person void, look-ups that were under way included: revocation holds from the next
 * request on (G13).
 */
export class AccountSessions implements Sessions {
  readonly #options: SessionsOptions;
  /** by token */
  readonly #verified = new LRUCache<string, Verified>({ max: REMEMBERED_MAX, ttl: BELIEVED_MS });
  /** userId → the number of the last end of one of their sessions; kept longer than any look-up can take */
  readonly #endings = new LRUCache<string, number>({ max: REMEMBERED_MAX, ttl: 4 * BELIEVED_MS });
  readonly #listeners = new Set<(sessionId: string) => void>();
  readonly #doubters = new Set<() => void>();
  #endingsSoFar = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** A request that proves two people, or claims a token that proves nobody, proves nobody (R4). */
  async verify(headers: RequestHeaders): Promise<Session | undefined> {
    const { cookies, bearer } = credentialsOf(headers, this.#options.cookieName);
    if (cookies.length > 1) return undefined;
    const byCookie = await this.#sessionOf(cookies[0] ?? NO_TOKEN);
    if (bearer === undefined) return byCookie;
    const byBearer = await this.#sessionOf(bearer);
    return byCookie === undefined || byCookie.userId === byBearer?.userId ? byBearer : undefined;
  }

  async stillValid(sessionIds: readonly string[]): Promise<Set<string>> {
    const { adapter } = await this.#options.auth.$context;
    const valid = new Set<string>();
    for (let from = 0; from < sessionIds.length; from += STILL_VALID_BATCH) {
      const batch = sessionIds.slice(from, from + STILL_VALID_BATCH);
      const rows = await adapter.findMany<{ id: string }>({
        model: "session",
        where: [
          { field: "id", operator: "in", value: batch },
          { field: "expiresAt", operator: "gt", value: new Date(this.#options.clock.now()) },
        ],
        limit: batch.length,
      });
      for (const row of rows) valid.add(row.id);
    }
    return valid;
  }

  onEnded(listener: (sessionId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onDoubt(listener: () => void): () => void {
    this.#doubters.add(listener);
    return () => this.#doubters.delete(listener);
  }

  /** Some may have ended of which this node was not told. */
  doubt(): void {
    for (const listener of this.#doubters) listener();
  }

  ended({ id, userId }: { id: string; userId: string }): void {
    this.#endingsSoFar += 1;
    this.#endings.set(userId, this.#endingsSoFar);
    for (const listener of this.#listeners) listener(id);
  }

  #holds({ session, asOf }: Verified): boolean {
    return session.expiresAt > this.#options.clock.now() && (this.#endings.get(session.userId) ?? 0) <= asOf;
  }

  async #sessionOf(token: string): Promise<Session | undefined> {
    if (token === NO_TOKEN) return undefined;
    const known = this.#verified.get(token);
    if (known !== undefined && this.#holds(known)) return known.session;
    const asOf = this.#endingsSoFar;
    const session = await this.#find(token);
    if (session === undefined) return undefined;
    const verified = { session, asOf };
    if (!this.#holds(verified)) return undefined;
    if (this.#options.remembers) this.#verified.set(token, verified);
    return session;
  }

  async #find(token: string): Promise<Session | undefined> {
    const { auth, cookieName, ensureRegistered } = this.#options;
    const headers = new Headers({ cookie: `${cookieName}=${encodeURIComponent(token)}` });
    const found = await auth.api
      // Only GET /api/auth/get-session prolongs a session: it alone can hand the browser the longer cookie.
      .getSession({ headers, query: { disableRefresh: true } })
      .catch((cause: unknown) => {
        throw new AppError("unavailable", "Sessions cannot be checked right now", { cause });
      });
    if (found === null) return undefined;
    const { session, user } = found;
    await ensureRegistered({ id: user.id, name: user.name, image: user.image ?? null });
    return { id: session.id, userId: user.id, expiresAt: session.expiresAt.getTime() };
  }
}
