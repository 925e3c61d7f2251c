import type { Marks, MatchSummary } from "../../domain/ports.ts";
import type { EventReader } from "./event-reader.ts";
import type { MarkReader } from "./mark-reader.ts";
import type { KeyedMatch } from "./match-row.ts";
import type { Reader } from "./reader.ts";

/** Makes list entries: a handful of point reads each, all of one state of the data. */
export class Summaries {
  readonly #reader: Reader;
  readonly #events: EventReader;
  readonly #marks: MarkReader;

  constructor(reader: Reader, events: EventReader, marks: MarkReader) {
    this.#reader = reader;
    this.#events = events;
    this.#marks = marks;
  }

  of(matches: readonly KeyedMatch[]): MatchSummary[] {
    return this.#reader.snapshot(() => matches.map((found) => this.#one(found)));
  }

  #one(found: KeyedMatch): MatchSummary {
    const last = this.#events.last(found);
    const marks = [this.#marks.of(found.key, 0), this.#marks.of(found.key, 1)] as const;
    return {
      match: found.match,
      last,
      lastMessage: this.#lastMessage(found, last),
      marks,
      sentAtPeerRead: [this.#sentUpToRead(found, marks[1], 0), this.#sentUpToRead(found, marks[0], 1)],
    };
  }

  #lastMessage(found: KeyedMatch, last: MatchSummary["last"]): MatchSummary["lastMessage"] {
    if (last === undefined || last.messageSeq === 0) return undefined;
    return last.messageSeq === last.event.seq ? last : this.#events.at(found, last.messageSeq);
  }

  #sentUpToRead({ key }: KeyedMatch, { readSeq }: Marks, side: 0 | 1): number {
    return readSeq === 0 ? 0 : this.#events.sentUpTo(key, readSeq)[side];
  }
}
