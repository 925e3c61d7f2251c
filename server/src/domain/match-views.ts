import type { Match } from "@duologue/protocol/models";
import { matchView } from "./match-view.ts";
import type { MatchSummary, PeopleStore, Person } from "./ports.ts";
import { peerOf } from "./seat.ts";

/** Matches as one of their members sees them, with the people that they are between. */
export class MatchViews {
  readonly #people: PeopleStore;

  constructor({ people }: { people: PeopleStore }) {
    this.#people = people;
  }

  /** In the order of the summaries; one look-up of people for all. */
  async of(userId: string, summaries: readonly MatchSummary[]): Promise<Match[]> {
    if (summaries.length === 0) return [];
    const peers = summaries.map(({ match }) => peerOf(match, userId));
    const found = await this.#people.findMany([userId, ...new Set(peers)]);
    const people = new Map(found.map((person) => [person.id, person]));
    const me = required(people, userId);
    return summaries.map((summary) =>
      matchView(summary, me, required(people, peerOf(summary.match, userId))),
    );
  }

  async one(userId: string, summary: MatchSummary): Promise<Match> {
    const [view] = await this.of(userId, [summary]);
    if (view === undefined) throw new Error("a summary has no view");
    return view;
  }
}

/** A match is only ever made between people who exist, and people are never removed. */
function required(people: ReadonlyMap<string, Person>, userId: string): Person {
  const person = people.get(userId);
  if (person === undefined) throw new Error(`the store has a match with ${userId} but no such person`);
  return person;
}
