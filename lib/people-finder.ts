import type { Match, User } from "@duologue/protocol/models";
import type { PeopleApi } from "./api.ts";
import type { ActionResult } from "./chat-state.ts";
import { Observable } from "./observable.ts";
import type { Outcome } from "./outcome.ts";

export interface PeopleState {
  status: "loading" | "ready" | "failed";
  people: readonly User[];
  hasMore: boolean;
  lastMatch: Match | undefined;
}

const PAGE_LIMIT = 20;
/** With so few left the next page is fetched, so that nobody waits between two people. */
const FEW = 5;

/** People on whom no decision was made yet, page by page, and the decisions. */
export class PeopleFinder {
  readonly state = new Observable<PeopleState>({
    status: "loading",
    people: [],
    hasMore: true,
    lastMatch: undefined,
  });
  private readonly api: PeopleApi;
  /** they may be in a page that was read before the decision */
  private readonly decided = new Set<string>();
  private cursor: string | undefined;
  private loading: Promise<void> | undefined;

  constructor(api: PeopleApi) {
    this.api = api;
  }

  readonly loadMore = (): Promise<void> => {
    if (!this.state.get().hasMore) return Promise.resolve();
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  };

  readonly like = (userId: string): Promise<ActionResult> =>
    this.decide(userId, async () => {
      const outcome = await this.api.like(userId);
      if (outcome.ok && outcome.value.matched) this.state.set({ lastMatch: outcome.value.match });
      return outcome;
    });

  readonly pass = (userId: string): Promise<ActionResult> => this.decide(userId, () => this.api.pass(userId));

  readonly dismissMatch = (): void => this.state.set({ lastMatch: undefined });

  private async load(): Promise<void> {
    if (this.state.get().status === "failed") this.state.set({ status: "loading" });
    const outcome = await this.api.people({ cursor: this.cursor, limit: PAGE_LIMIT });
    if (!outcome.ok) {
      this.state.set({ status: "failed" });
      return;
    }
    const { people, nextCursor } = outcome.value;
    const known = new Set(this.state.get().people.map((person) => person.id));
    const fresh = people.filter(({ id }) => !known.has(id) && !this.decided.has(id));
    this.cursor = nextCursor ?? undefined;
    this.state.set({
      status: "ready",
      people: [...this.state.get().people, ...fresh],
      hasMore: nextCursor !== null,
    });
  }

  private async decide(userId: string, say: () => Promise<Outcome<unknown>>): Promise<ActionResult> {
    const person = this.state.get().people.find(({ id }) => id === userId);
    this.decided.add(userId);
    this.state.set({ people: this.state.get().people.filter(({ id }) => id !== userId) });
    if (this.state.get().people.length < FEW) void this.loadMore();
    const outcome = await say();
    if (outcome.ok) return { ok: true };
    this.decided.delete(userId);
    if (person) this.state.set({ people: [person, ...this.state.get().people] });
    return outcome;
  }
}
