import { expect } from "vitest";
import type { Cases } from "./contract-case.ts";
import { START, talk } from "./talk.ts";

const NONE = { readSeq: 0, deliveredSeq: 0, readAt: null };

export const markCases: Cases = {
  "marks begin at nothing": async ({ store }) => {
    const { match } = await talk(store);
    expect(await store.marks.of(match.id, match.members[0])).toStrictEqual(NONE);
    expect(await store.marks.of("no-such-match", "nobody")).toStrictEqual(NONE);
  },

  "G1 a mark that was raised stays raised, and says when it was read": async ({ store }) => {
    const { match } = await talk(store);
    const [me, peer] = match.members;
    // Asked before as well: a store may remember marks, but not longer than they stay the same.
    expect(await store.marks.of(match.id, me)).toStrictEqual(NONE);
    expect(await store.marks.raise(match, me, { readSeq: 3, deliveredSeq: 5, at: START })).toStrictEqual({
      readSeq: 3,
      deliveredSeq: 5,
      readAt: START,
      raised: true,
    });
    expect(await store.marks.of(match.id, me)).toStrictEqual({ readSeq: 3, deliveredSeq: 5, readAt: START });
    expect(await store.marks.of(match.id, peer)).toStrictEqual(NONE);
  },

  "marks never fall": async ({ store }) => {
    const { match } = await talk(store);
    const [me] = match.members;
    await store.marks.raise(match, me, { readSeq: 7, deliveredSeq: 9, at: START });
    const held = { readSeq: 7, deliveredSeq: 9, readAt: START };
    for (const to of [
      { readSeq: 6 },
      { deliveredSeq: 8 },
      { readSeq: 0, deliveredSeq: 0 },
      { readSeq: 7 },
      {},
    ])
      expect(await store.marks.raise(match, me, { ...to, at: START + 99 })).toStrictEqual({
        ...held,
        raised: false,
      });
    expect(await store.marks.of(match.id, me)).toStrictEqual(held);
  },

  "each mark rises for itself; only reading moves the time of reading": async ({ store }) => {
    const { match } = await talk(store);
    const [, me] = match.members;
    const raise = (to: { readSeq?: number; deliveredSeq?: number }, at: number) =>
      store.marks.raise(match, me, { ...to, at });
    expect(await raise({ deliveredSeq: 2 }, START)).toStrictEqual({
      readSeq: 0,
      deliveredSeq: 2,
      readAt: null,
      raised: true,
    });
    expect(await raise({ readSeq: 2, deliveredSeq: 1 }, START + 1)).toStrictEqual({
      readSeq: 2,
      deliveredSeq: 2,
      readAt: START + 1,
      raised: true,
    });
    expect(await raise({ readSeq: 1, deliveredSeq: 4 }, START + 2)).toStrictEqual({
      readSeq: 2,
      deliveredSeq: 4,
      readAt: START + 1,
      raised: true,
    });
  },

  "of parallel raises in any order the highest holds, and each rise is told once": async ({ store }) => {
    const { match } = await talk(store);
    const [me] = match.members;
    const seqs = Array.from({ length: 100 }, (_, n) => ((n * 37) % 100) + 1);
    const answers = await Promise.all(
      seqs.map((readSeq) => store.marks.raise(match, me, { readSeq, at: START + readSeq })),
    );
    expect(await store.marks.of(match.id, me)).toStrictEqual({
      readSeq: 100,
      deliveredSeq: 0,
      readAt: START + 100,
    });
    for (const [n, seq] of seqs.entries()) expect(answers[n]?.readSeq).toBeGreaterThanOrEqual(seq);
    const rises = answers.filter(({ raised }) => raised).map(({ readSeq }) => readSeq);
    expect(new Set(rises).size).toBe(rises.length);
    expect(rises).toContain(100);
  },

  "marks reach the summary of both members": async ({ store }) => {
    const it = await talk(store);
    await it.say("one", "two", "three");
    await store.marks.raise(it.match, it.match.members[1], { readSeq: 2, deliveredSeq: 3, at: START });
    const summary = await store.matches.summary(it.match);
    expect(summary.marks).toStrictEqual([NONE, { readSeq: 2, deliveredSeq: 3, readAt: START }]);
    expect(summary.sentAtPeerRead).toStrictEqual([2, 0]);
  },
};
