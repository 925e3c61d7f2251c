import type { Match } from "@duologue/protocol/models";
import type { ConversationList, ListEntry } from "@/lib/chat-state";

interface News {
  /** whose newest message has come since the last look, and how many have come at most */
  messages: { match: Match; count: number }[];
  /** in which a message of mine could not be sent since the last look */
  failed: Match[];
}

/**
 * What has happened in the list from one look at it to the next. Conversations that are only being loaded, page by page
 * or at the beginning, are no news. What did not change lies at the list's end, so a look costs what changed.
 */
export class ListNews {
  private before: ConversationList | undefined;
  private readonly seqs = new Map<string, number>();
  private readonly failures = new Set<string>();

  look(list: ConversationList): News {
    const news: News = { messages: [], failed: [] };
    const { before } = this;
    if (list.status === "loading") return news;
    for (const entry of changed(before?.entries ?? [], list.entries)) {
      // Until the whole list is here, one that was not there before may be an old one.
      const seq = this.seqs.get(entry.match.id) ?? (before && !before.hasMore ? 0 : undefined);
      if (before && seq !== undefined) this.compare(entry, seq, news);
      this.remember(entry);
    }
    this.before = list;
    return news;
  }

  private compare({ match, failed }: ListEntry, seq: number, news: News): void {
    const count = (match.lastMessage?.seq ?? 0) - seq;
    if (count > 0) news.messages.push({ match, count });
    if (failed && !this.failures.has(match.id)) news.failed.push(match);
  }

  private remember({ match, failed }: ListEntry): void {
    this.seqs.set(match.id, match.lastMessage?.seq ?? 0);
    if (failed) this.failures.add(match.id);
    else this.failures.delete(match.id);
  }
}

/** Those before the stretch at the end in which both are the same. */
function changed(before: readonly ListEntry[], now: readonly ListEntry[]): readonly ListEntry[] {
  let same = 0;
  while (same < now.length && now.at(-1 - same) === before.at(-1 - same)) same += 1;
  return now.slice(0, now.length - same);
}
