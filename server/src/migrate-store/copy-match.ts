import type { LogRow, MatchRecord } from "../domain/ports.ts";
import {
  type EventDocument,
  key,
  type MarkDocument,
  type PlaceDocument,
  seqKey,
} from "../storage/mongo/collections.ts";
import { toDocument } from "../storage/mongo/event-document.ts";
import { insertMissing } from "./insert-missing.ts";
import { logOf } from "./log-of.ts";
import type { PlacedMatch, Source } from "./source.ts";
import type { Target } from "./target.ts";

/**
 * A conversation: its log, marks and places. Its rows get the positions of its newest message and its newest change as
 * their stamps, from which the places follow again if they should ever be lost; those are small numbers, so whatever
 * happens from now on comes later.
 */
export async function copyMatch(placed: PlacedMatch, source: Source, target: Target): Promise<void> {
  const { match, active, changed, ended } = placed;
  const { collections } = target;
  await insertMissing(collections.match, [
    { _id: match.id, pair: key(...match.members), u: match.members, p: active, at: match.createdAt },
  ]);
  const last = await source.store.log.last(match.id);
  const stampOf = ({ event }: LogRow) => (event.seq <= (last?.messageSeq ?? 0) ? active : changed);
  for await (const rows of logOf(source.store, match.id))
    await insertMissing<EventDocument>(
      collections.event,
      rows.map((row) => ({ ...toDocument(match, row), p: stampOf(row) })),
    );
  await insertMissing(collections.mark, await marksOf(match, changed, source));
  await insertMissing<PlaceDocument>(
    collections.place,
    match.members.map((u) => ({
      _id: key(u, match.id, String(changed)),
      u,
      m: match.id,
      active,
      changed,
      ended,
    })),
  );
}

async function marksOf(match: MatchRecord, p: number, { store }: Source): Promise<MarkDocument[]> {
  const documents: MarkDocument[] = [];
  for (const a of match.members) {
    const { readSeq, deliveredSeq, readAt } = await store.marks.of(match.id, a);
    const rises = [
      { kind: "read", seq: readSeq },
      { kind: "delivered", seq: deliveredSeq },
    ] as const;
    for (const { kind, seq } of rises)
      if (seq > 0)
        documents.push({
          _id: key(match.id, a, kind, seqKey(seq)),
          m: match.id,
          a,
          u: match.members,
          p,
          kind,
          seq,
          at: readAt ?? match.createdAt,
        });
  }
  return documents;
}
