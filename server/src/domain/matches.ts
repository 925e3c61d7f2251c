import type { MatchesPage, SyncAnswer } from "@duologue/protocol/http";
import type { Match } from "@duologue/protocol/models";
import type { MatchRecord } from "./ports.ts";

export class Matches {
  list(_userId: string, _query: { cursor?: string | undefined; limit: number }): Promise<MatchesPage> {
    throw new Error("not yet");
  }
  get(_userId: string, _matchId: string): Promise<Match> {
    throw new Error("not yet");
  }
  end(_userId: string, _matchId: string): Promise<void> {
    throw new Error("not yet");
  }
  sync(_userId: string, _since?: string): Promise<SyncAnswer> {
    throw new Error("not yet");
  }
  requireMember(_userId: string, _matchId: string): Promise<MatchRecord> {
    throw new Error("not yet");
  }
  head(_userId: string, _matchId: string): Promise<number> {
    throw new Error("not yet");
  }
}
