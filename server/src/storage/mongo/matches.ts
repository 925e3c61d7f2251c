import type { MatchRecord, MatchStore, MatchSummary } from "../../domain/ports.ts";
import type { Sealer } from "../sealer.ts";
import type { MatchDirectory } from "./match-directory.ts";
import type { MatchPlaces } from "./match-places.ts";
import { cursorIn, cursorOf } from "./page-cursor.ts";
import type { Stamps } from "./stamps.ts";
import type { Summaries, VersionedSummary } from "./summaries.ts";
import { pack, type SyncToken, Told, unpack } from "./sync-token.ts";

interface MatchParts {
  directory: MatchDirectory;
  places: MatchPlaces;
  summaries: Summaries;
  sealer: Sealer;
  stamps: Stamps;
}

export class MongoMatches implements MatchStore {
  readonly #parts: MatchParts;

  constructor(parts: MatchParts) {
    this.#parts = parts;
  }

  find(matchId: string): Promise<MatchRecord | undefined> {
    return this.#parts.directory.find(matchId);
  }

  async summary(match: MatchRecord): Promise<MatchSummary> {
    const [found] = await this.#parts.summaries.of([match]);
    if (found === undefined) throw new Error("One match has one summary.");
    return found.summary;
  }

  async list(
    userId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ summaries: MatchSummary[]; nextCursor: string | null }> {
    const { places, sealer } = this.#parts;
    const purpose = { use: "list", userId } as const;
    const end = cursor === undefined ? undefined : cursorIn(sealer.open(cursor, purpose));
    const below = end && { matchId: end.id, position: end.stamp };
    const found = await places.latest(userId, below, limit + 1);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      summaries: (await this.#summariesOf(page)).map(({ summary }) => summary),
      nextCursor: last ? sealer.seal(cursorOf(last.position, last.matchId), purpose) : null,
    };
  }

  async token(userId: string): Promise<string> {
    const { places, stamps } = this.#parts;
    const from = stamps.settled();
    const told = new Told();
    for (const { summary, version } of await this.#summariesOf(await places.changed(userId, from)))
      told.add(summary.match.id, version);
    return this.#seal(userId, { from, resume: 0, told });
  }

  async changed(
    userId: string,
    since: string | undefined,
    limit: number,
  ): Promise<{ summaries: MatchSummary[]; token: string; hasMore: boolean } | undefined> {
    const token = since === undefined ? beginning() : this.#open(userId, since);
    if (token === undefined) return undefined;
    const { places, stamps } = this.#parts;
    const { from, told } = token;
    const resume = token.resume || Math.max(from, stamps.settled());
    const moved = await places.changed(userId, from);
    // So many that what was told already cannot fill the page.
    const candidates = moved.slice(0, limit + told.size + 1);
    const news = (await this.#summariesOf(candidates)).filter(
      ({ summary, version }) => !told.knows(summary.match.id, version),
    );
    const page = news.slice(0, limit);
    for (const { summary, version } of page) told.add(summary.match.id, version);
    const hasMore = news.length > limit;
    const last = page.at(-1)?.summary.match.id;
    const reached = moved.find(({ matchId }) => matchId === last)?.position ?? from;
    const next = hasMore ? { from: reached, resume, told } : { from: resume, resume: 0, told };
    return {
      summaries: page.map(({ summary }) => summary),
      token: this.#seal(userId, next),
      hasMore,
    };
  }

  async openPeers(userId: string, limit: number): Promise<string[]> {
    const { places, directory } = this.#parts;
    const found = await places.latestOpen(userId, limit);
    const matches = await directory.findMany(found.map(({ matchId }) => matchId));
    return matches.flatMap(({ members }) => members.filter((member) => member !== userId));
  }

  async #summariesOf(found: readonly { matchId: string }[]): Promise<VersionedSummary[]> {
    const { directory, summaries } = this.#parts;
    return summaries.of(await directory.findMany(found.map(({ matchId }) => matchId)));
  }

  #seal(userId: string, token: SyncToken): string {
    return this.#parts.sealer.seal(pack(token), { use: "sync", userId });
  }

  #open(userId: string, sealed: string): SyncToken | undefined {
    const bytes = this.#parts.sealer.open(sealed, { use: "sync", userId });
    return bytes && unpack(bytes);
  }
}

function beginning(): SyncToken {
  return { from: 0, resume: 0, told: new Told() };
}
