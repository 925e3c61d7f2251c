import type { MatchRecord, MatchStore, MatchSummary } from "../../domain/ports.ts";
import type { MatchDirectory } from "./match-directory.ts";
import type { MatchPlaces } from "./match-places.ts";
import type { OpenPeers } from "./open-peers.ts";
import type { PositionSealer } from "./position-sealer.ts";
import type { Summaries } from "./summaries.ts";

interface MatchParts {
  directory: MatchDirectory;
  places: MatchPlaces;
  summaries: Summaries;
  sealer: PositionSealer;
  openPeers: OpenPeers;
}

export class SqliteMatches implements MatchStore {
  readonly #parts: MatchParts;

  constructor(parts: MatchParts) {
    this.#parts = parts;
  }

  async find(matchId: string): Promise<MatchRecord | undefined> {
    return this.#parts.directory.find(matchId)?.match;
  }

  async summary(match: MatchRecord): Promise<MatchSummary> {
    const key = this.#parts.directory.keyOf(match);
    const [summary] = this.#parts.summaries.of([{ key, match }]);
    if (summary === undefined) throw new Error("One match has one summary.");
    return summary;
  }

  async list(
    userId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ summaries: MatchSummary[]; nextCursor: string | null }> {
    const { places, summaries, sealer } = this.#parts;
    const purpose = { use: "list", userId } as const;
    const below = cursor === undefined ? undefined : sealer.require(cursor, purpose);
    const found = places.latest(userId, below, limit + 1);
    const page = found.slice(0, limit);
    const end = found.length > limit ? page.at(-1) : undefined;
    return { summaries: summaries.of(page), nextCursor: end ? sealer.seal(end.position, purpose) : null };
  }

  async token(userId: string): Promise<string> {
    const { places, sealer } = this.#parts;
    return sealer.seal(places.newestChange(userId), { use: "sync", userId });
  }

  async changed(
    userId: string,
    since: string | undefined,
    limit: number,
  ): Promise<{ summaries: MatchSummary[]; token: string; hasMore: boolean } | undefined> {
    const { places, summaries, sealer } = this.#parts;
    const purpose = { use: "sync", userId } as const;
    const above = since === undefined ? 0 : sealer.open(since, purpose);
    if (above === undefined) return undefined;
    const found = places.changed(userId, above, limit + 1);
    const page = found.slice(0, limit);
    const newest = page.at(-1)?.position;
    return {
      summaries: summaries.of(page),
      token: newest === undefined && since !== undefined ? since : sealer.seal(newest ?? 0, purpose),
      hasMore: found.length > limit,
    };
  }

  async openPeers(userId: string, limit: number): Promise<string[]> {
    const { places, openPeers } = this.#parts;
    return [
      ...openPeers.of(userId, limit, () =>
        places
          .latestOpen(userId, limit)
          .flatMap(({ match }) => match.members.filter((member) => member !== userId)),
      ),
    ];
  }
}
