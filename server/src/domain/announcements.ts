import type { Message } from "@duologue/protocol/models";
import type { Background } from "./background.ts";
import type { ListUpdates } from "./list-updates.ts";
import type { Cache, Fanout, LogRow, MatchRecord, Store } from "./ports.ts";
import { peerOf, seatOf } from "./seat.ts";
import { toMessage } from "./to-message.ts";
import { toUser } from "./to-user.ts";
import { unreadCount } from "./unread-count.ts";

/** Tasks under way beyond which notifications are left out: the store is too slow to look up what they say. */
const UNDER_WAY_MAX = 1_000;

interface Options {
  store: Store;
  /** one that never throws */
  fanout: Fanout;
  updates: ListUpdates;
  background: Background;
  /** by match and reader; a row never changes, so what is remembered of one is true for ever */
  totals: Cache<Total>;
}

/** What one row of a log says about the messages that somebody had sent by then. */
interface Total {
  seq: number;
  sent: number;
}

/** Hints about events that have become durable. None is awaited and none can fail the event (G9). */
export class Announcements {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  appended(match: MatchRecord, row: LogRow): void {
    const { fanout, updates } = this.#options;
    const { event } = row;
    if (event.kind === "message") {
      const message = toMessage(row);
      fanout.toConversation(match.id, "new-message", message);
      this.#notify(match, row, message);
    } else {
      fanout.toConversation(match.id, "conversation-event", event);
    }
    if (event.kind === "close") fanout.emptyConversation(match.id);
    updates.changed(match);
  }

  #notify(match: MatchRecord, row: LogRow, message: Message): void {
    const { store, fanout, background } = this.#options;
    if (background.underWay >= UNDER_WAY_MAX) {
      background.report(new Error("too many hints are under way; a notification was left out"));
      return;
    }
    background.run(async () => {
      const recipient = peerOf(match, message.senderId);
      const [sender, sentWhereRead] = await Promise.all([
        store.people.find(message.senderId),
        this.#sentWhereRead(match, recipient),
      ]);
      if (sender === undefined)
        throw new Error(`the store has no person ${message.senderId}, who sent a message`);
      fanout.toPerson(recipient, "new-notification", {
        type: "message",
        matchId: match.id,
        message,
        from: toUser(sender),
        unreadCount: unreadCount(row, sentWhereRead, seatOf(match, message.senderId)),
      });
    });
  }

  /** How many messages the reader's peer had sent by the position up to which the reader has read. */
  async #sentWhereRead(match: MatchRecord, reader: string): Promise<number> {
    const { store, totals } = this.#options;
    const { readSeq } = await store.marks.of(match.id, reader);
    if (readSeq === 0) return 0;
    const name = `${match.id} ${reader}`;
    const known = totals.get(name);
    if (known?.seq === readSeq) return known.sent;
    const row = await store.log.at(match.id, readSeq);
    if (row === undefined) return 0;
    const sent = row.sent[seatOf(match, peerOf(match, reader))];
    totals.set(name, { seq: readSeq, sent });
    return sent;
  }
}
