import type { Marks, MatchSummary } from "../../domain/ports.ts";
import type { EventReader } from "./event-reader.ts";
import type { HotMatches, MatchState } from "./hot-matches.ts";
import type { MarkReader } from "./mark-reader.ts";
import type { KeyedMatch } from "./match-row.ts";
import type { Reader } from "./reader.ts";

interface SummaryParts {
  reader: Reader;
  events: EventReader;
  marks: MarkReader;
  hot: HotMatches;
}

/** Makes list entries: a handful of point reads each, all of one state of the data, or none while a match is hot. */
export class Summaries {
  readonly #parts: SummaryParts;

  constructor(parts: SummaryParts) {
    this.#parts = parts;
  }

  of(matches: readonly KeyedMatch[]): MatchSummary[] {
    const known = new Map(matches.map(({ key }) => [key, this.#parts.hot.get(key)]));
    const missing = matches.filter(({ key }) => known.get(key) === undefined);
    if (missing.length > 0) for (const [key, state] of this.#read(missing)) known.set(key, state);
    return matches.map(({ key, match }) => {
      const state = known.get(key);
      if (state === undefined) throw new Error(`the state of match ${match.id} was not read`);
      return { match, ...state };
    });
  }

  #read(matches: readonly KeyedMatch[]): [key: number, state: MatchState][] {
    const { reader, hot } = this.#parts;
    const states = reader.snapshot(() =>
      matches.map((found): [number, MatchState] => [found.key, this.#stateOf(found)]),
    );
    for (const [key, state] of states) hot.remember(key, state);
    return states;
  }

  #stateOf(found: KeyedMatch): MatchState {
    const last = this.#parts.events.last(found);
    const marks = [this.#parts.marks.of(found.key, 0), this.#parts.marks.of(found.key, 1)] as const;
    return {
      last,
      lastMessage: this.#lastMessage(found, last),
      marks,
      sentAtPeerRead: [this.#sentUpToRead(found, marks[1], 0), this.#sentUpToRead(found, marks[0], 1)],
    };
  }

  #lastMessage(found: KeyedMatch, last: MatchSummary["last"]): MatchSummary["lastMessage"] {
    if (last === undefined || last.messageSeq === 0) return undefined;
    return last.messageSeq === last.event.seq ? last : this.#parts.events.at(found, last.messageSeq);
  }

  #sentUpToRead({ key }: KeyedMatch, { readSeq }: Marks, side: 0 | 1): number {
    return readSeq === 0 ? 0 : this.#parts.events.sentUpTo(key, readSeq)[side];
  }
}
