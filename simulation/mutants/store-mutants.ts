import type { LogRow, Marks, MatchRecord, MatchSummary, Store } from "../../server/src/domain/ports.ts";
import { key, type MemoryData } from "../../server/test/support/memory-data.ts";
import type { Mutant } from "./mutant.ts";

/** How long a row waits that was acknowledged too early, in milliseconds. */
const NOT_YET_DURABLE_MS = 30;
const ROLLED_BACK_MS = 500;

const withLog = (store: Store, log: Partial<Store["log"]>): Store => ({
  ...store,
  log: { ...store.log, ...log },
});

const withMatches = (store: Store, matches: Partial<Store["matches"]>): Store => ({
  ...store,
  matches: { ...store.matches, ...matches },
});

function forgetKey({ byClient }: MemoryData, { event }: LogRow): void {
  byClient.delete(key(event.matchId, event.actorId, event.clientMessageId));
}

/** Says that two messages with one clientMessageId are two messages. */
const twoOfOne: Mutant = {
  name: "ignores the unique clientMessageId",
  caughtBy: ["I3", "I5"],
  parts: {
    store: (store, { data }) =>
      withLog(store, {
        findByClientMessageId: async () => undefined,
        insert: (match, row) => {
          forgetKey(data, row);
          return store.log.insert(match, row);
        },
      }),
  },
};

/** A counter instead of a difference of two rows: up with every message, to zero with every reading. */
function countedUnread(store: Store): Store {
  const counts = new Map<string, number>();
  const counted = (summary: MatchSummary): MatchSummary => {
    const [first, second] = summary.last?.sent ?? [0, 0];
    const of = (seat: 0 | 1) => counts.get(key(summary.match.id, summary.match.members[seat])) ?? 0;
    return { ...summary, sentAtPeerRead: [first - of(1), second - of(0)] };
  };
  const insert = async (match: MatchRecord, row: LogRow) => {
    const peer = key(match.id, match.members[match.members[0] === row.event.actorId ? 1 : 0]);
    counts.set(peer, (counts.get(peer) ?? 0) + 1);
    return store.log.insert(match, row);
  };
  return {
    ...withLog(store, { insert }),
    marks: {
      ...store.marks,
      raise: (match, userId, to) => {
        if (to.readSeq !== undefined) counts.set(key(match.id, userId), 0);
        return store.marks.raise(match, userId, to);
      },
    },
    matches: {
      ...store.matches,
      summary: async (match) => counted(await store.matches.summary(match)),
      list: async (...query) => {
        const page = await store.matches.list(...query);
        return { ...page, summaries: page.summaries.map(counted) };
      },
      changed: async (...query) => {
        const page = await store.matches.changed(...query);
        return page && { ...page, summaries: page.summaries.map(counted) };
      },
    },
  };
}

function loweredMarks(store: Store, data: MemoryData): Store {
  return {
    ...store,
    marks: {
      ...store.marks,
      raise: async (match, userId, { readSeq, deliveredSeq, at }) => {
        const held = data.marksOf(match.id, userId);
        const marks: Marks = {
          readSeq: readSeq ?? held.readSeq,
          deliveredSeq: deliveredSeq ?? held.deliveredSeq,
          readAt: readSeq === undefined ? held.readAt : at,
        };
        data.marks.set(key(match.id, userId), marks);
        data.changed(match, { active: false });
        return { ...marks, raised: true };
      },
    },
  };
}

/** Stores that keep all their promises but one. */
export const storeMutants: readonly Mutant[] = [
  twoOfOne,
  {
    name: "does not look for an earlier attempt",
    caughtBy: ["G2", "G8", "liveness"],
    parts: { store: (store) => withLog(store, { findByClientMessageId: async () => undefined }) },
  },
  {
    name: "acknowledges before the row is durable",
    caughtBy: ["I1", "I5"],
    parts: {
      store: (store, { scheduler }) =>
        withLog(store, {
          insert: async (match, row) => {
            scheduler.after(NOT_YET_DURABLE_MS, () => void store.log.insert(match, row));
            return "stored";
          },
        }),
    },
  },
  {
    name: "acknowledges what a fail-over rolls back",
    caughtBy: ["I4"],
    parts: {
      store: (store, { data, scheduler }) =>
        withLog(store, {
          insert: async (match, row) => {
            const outcome = await store.log.insert(match, row);
            scheduler.after(ROLLED_BACK_MS, () => {
              const rows = data.rows.get(match.id);
              if (rows?.at(-1)?.event.id === row.event.id) rows.pop();
              forgetKey(data, row);
            });
            return outcome;
          },
        }),
    },
  },
  {
    name: "tells the loser of a race that its row is stored",
    caughtBy: ["I1", "I5"],
    parts: {
      store: (store) =>
        withLog(store, {
          insert: async (match, row) => {
            await store.log.insert(match, row);
            return "stored";
          },
        }),
    },
  },
  {
    name: "leaves out a row when the log is read",
    caughtBy: ["I4", "G7"],
    parts: {
      store: (store) =>
        withLog(store, {
          after: async (...query) =>
            (await store.log.after(...query)).filter(({ event }) => event.seq % 5 !== 0),
        }),
    },
  },
  {
    name: "reads from a copy that lags behind",
    caughtBy: ["I4", "G7"],
    parts: {
      store: (store) =>
        withLog(store, {
          last: async (matchId) => {
            const last = await store.log.last(matchId);
            return last && ((await store.log.at(matchId, last.event.seq - 1)) ?? last);
          },
        }),
    },
  },
  {
    name: "does not see that a match has ended",
    caughtBy: ["G13"],
    parts: {
      store: (store) =>
        withLog(store, {
          last: async (matchId) => {
            const last = await store.log.last(matchId);
            if (last?.event.kind !== "close") return last;
            return { ...last, event: { ...last.event, kind: "delete", targetSeq: 1 } };
          },
        }),
    },
  },
  {
    name: "takes everybody for a member",
    caughtBy: ["G11", "I2"],
    parts: {
      store: (store) =>
        withMatches(store, {
          find: async (matchId) => {
            const match = await store.matches.find(matchId);
            if (match === undefined) return undefined;
            const members: readonly [string, string] = [...match.members];
            return { ...match, members: Object.assign(members, { includes: () => true }) };
          },
        }),
    },
  },
  {
    name: "leaves out a match that changed when a client syncs",
    caughtBy: ["G8", "G10"],
    parts: {
      store: (store) =>
        withMatches(store, {
          changed: async (...query) => {
            const page = await store.matches.changed(...query);
            return page && { ...page, summaries: page.summaries.slice(1) };
          },
        }),
    },
  },
  { name: "counts unread messages up", caughtBy: ["unread"], parts: { store: countedUnread } },
  {
    name: "lowers read and delivered marks",
    caughtBy: ["marks"],
    parts: { store: (store, { data }) => loweredMarks(store, data) },
  },
];
