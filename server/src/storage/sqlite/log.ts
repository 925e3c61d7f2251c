import type { ConversationLog, LogRow, MatchRecord } from "../../domain/ports.ts";
import type { Activity } from "./activity.ts";
import { effectOf } from "./effect.ts";
import type { EventReader } from "./event-reader.ts";
import { toColumns } from "./event-row.ts";
import type { HotMatches } from "./hot-matches.ts";
import type { MatchDirectory } from "./match-directory.ts";
import type { KeyedMatch } from "./match-row.ts";
import type { OpenPeers } from "./open-peers.ts";
import type { Reader } from "./reader.ts";
import type { WriteQueue } from "./write-queue.ts";

/** What a row weighs beside its text. */
const ROW_BYTES = 256;

interface LogParts {
  reader: Reader;
  queue: WriteQueue;
  directory: MatchDirectory;
  events: EventReader;
  activity: Activity;
  hot: HotMatches;
  openPeers: OpenPeers;
}

export class SqliteLog implements ConversationLog {
  readonly #parts: LogParts;

  constructor(parts: LogParts) {
    this.#parts = parts;
  }

  async insert(match: MatchRecord, row: LogRow): Promise<"stored" | "conflict"> {
    const { queue, directory, activity, hot, openPeers } = this.#parts;
    const key = directory.keyOf(match);
    const columns = toColumns(key, match, row);
    try {
      const position = await queue.add("event", columns, {
        bytes: ROW_BYTES + 2 * (columns[7]?.length ?? 0),
        committed(position) {
          if (position === 0) return;
          activity.note({ key, match }, position, effectOf(row.event.kind));
          hot.appended(key, row);
        },
      });
      return position > 0 ? "stored" : "conflict";
    } catch (error) {
      // Where the disk failed, nobody knows whether it is stored.
      hot.forget(key);
      throw error;
    } finally {
      if (row.event.kind === "close") openPeers.changed(match);
    }
  }

  async findByClientMessageId(
    matchId: string,
    actorId: string,
    clientMessageId: string,
  ): Promise<LogRow | undefined> {
    const found = this.#parts.directory.find(matchId);
    const side = found?.match.members.indexOf(actorId) ?? -1;
    return found && this.#parts.events.byClientId(found, side, clientMessageId);
  }

  async last(matchId: string): Promise<LogRow | undefined> {
    return this.#in(matchId, (found) => this.#parts.events.last(found));
  }

  async at(matchId: string, seq: number): Promise<LogRow | undefined> {
    return this.#in(matchId, (found) => this.#parts.events.at(found, seq));
  }

  async after(matchId: string, after: number, limit: number): Promise<LogRow[]> {
    return this.#in(matchId, (found) => this.#parts.events.after(found, after, limit)) ?? [];
  }

  async messagesBefore(matchId: string, before: number, limit: number): Promise<LogRow[]> {
    return this.#in(matchId, (found) => this.#parts.events.messagesBefore(found, before, limit)) ?? [];
  }

  async messagesFrom(matchId: string, from: number, limit: number): Promise<LogRow[]> {
    const { reader, events } = this.#parts;
    return (
      this.#in(matchId, (found) =>
        reader.snapshot(() => {
          const before = seqAfterMessages(events, found, from, limit);
          const first = events.messagesBefore(found, before, limit);
          return first.filter((row) => row.event.seq >= from);
        }),
      ) ?? []
    );
  }

  #in<Answer>(matchId: string, read: (found: KeyedMatch) => Answer): Answer | undefined {
    const found = this.#parts.directory.find(matchId);
    return found && read(found);
  }
}

/**
 * The first seq behind `limit` messages counted from a seq, or behind the head. The running totals only rise along a
 * log, so it is found by halving, whatever other events lie between.
 */
function seqAfterMessages(events: EventReader, found: KeyedMatch, from: number, limit: number): number {
  const upTo = (seq: number) => {
    const [a, b] = events.sentUpTo(found.key, seq);
    return a + b;
  };
  const wanted = upTo(from - 1) + limit;
  let low = from;
  let high = (events.last(found)?.event.seq ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (upTo(middle - 1) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
