import type { MatchRecord, MatchStore, MatchSummary } from "../../src/domain/ports.ts";
import type { MemoryData } from "./memory-data.ts";
import type { MemoryGate } from "./memory-gate.ts";
import { seal, unseal, unsealCursor } from "./memory-place.ts";

export function memoryMatches(data: MemoryData, gate: MemoryGate): MatchStore {
  const activity = ({ id }: MatchRecord) => data.activity.get(id) ?? 0;
  const change = ({ id }: MatchRecord) => data.changes.get(id) ?? 0;
  const latestFirst = (userId: string) =>
    data.matchesOf(userId).sort((one, other) => activity(other) - activity(one));
  const { epoch } = data;

  return {
    find: (matchId) => gate.call(() => data.matches.get(matchId)),
    summary: (match) => gate.call(() => summaryOf(data, match)),
    list: (userId, cursor, limit) =>
      gate.call(() => {
        const place = { kind: "matches", userId, epoch } as const;
        const below = cursor === undefined ? Infinity : unsealCursor(place, cursor);
        const found = latestFirst(userId).filter((match) => activity(match) < below);
        const page = found.slice(0, limit);
        const last = found.length > limit ? page.at(-1) : undefined;
        return {
          summaries: page.map((match) => summaryOf(data, match)),
          nextCursor: last === undefined ? null : seal(place, activity(last)),
        };
      }),
    token: (userId) => gate.call(() => seal({ kind: "sync", userId, epoch }, data.tick)),
    changed: (userId, since, limit) =>
      gate.call(() => {
        const place = { kind: "sync", userId, epoch } as const;
        const after = since === undefined ? 0 : unseal(place, since);
        if (after === undefined || after > data.tick) return undefined;
        const found = data
          .matchesOf(userId)
          .filter((match) => change(match) > after)
          .sort((one, other) => change(one) - change(other));
        const page = found.slice(0, limit);
        const last = found.length > limit ? page.at(-1) : undefined;
        return {
          summaries: page.map((match) => summaryOf(data, match)),
          token: seal(place, last === undefined ? data.tick : change(last)),
          hasMore: last !== undefined,
        };
      }),
    openPeers: (userId, limit) =>
      gate.call(() =>
        latestFirst(userId)
          .filter(({ id }) => data.rowsOf(id).at(-1)?.event.kind !== "close")
          .map(({ members: [one, other] }) => (one === userId ? other : one))
          .slice(0, limit),
      ),
  };
}

function summaryOf(data: MemoryData, match: MatchRecord): MatchSummary {
  const rows = data.rowsOf(match.id);
  const [first, second] = match.members;
  const marks = [data.marksOf(match.id, first), data.marksOf(match.id, second)] as const;
  const last = rows.at(-1);
  const sentBy = (seat: 0 | 1, upTo: number) => rows.slice(0, upTo).at(-1)?.sent[seat] ?? 0;
  return {
    match,
    last,
    lastMessage: rows[(last?.messageSeq ?? 0) - 1],
    marks,
    sentAtPeerRead: [sentBy(0, marks[1].readSeq), sentBy(1, marks[0].readSeq)],
  };
}
