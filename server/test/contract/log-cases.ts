import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { LogRow } from "../../src/domain/ports.ts";
import type { Cases } from "./contract-case.ts";
import { type Draft, message, Talk, talk, talksOf } from "./talk.ts";

const TEXTS = {
  "an emoji family": "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈",
  "Arabic and Hebrew in one line": "مرحبا שלום hello \u202Bعربي\u202C ١٢٣",
  "combining forms, not normalised": "e\u0301 é ﬁ Å Å \u1100\u1161 가",
  "line ends, tabs and quotes": "a\r\nb\n\tc 'd' \"e\" `f` \\ %s $1 {} ; --",
  "4 000 code points of four bytes": "𝒳".repeat(4_000),
  "4 000 ASCII characters": "x".repeat(4_000),
  "the last code points of each plane": "\uFFFD\u{10FFFF}\u{1F9FF}",
};

const ofEveryKind: Draft[] = [
  { kind: "message", by: 0, content: "first", targetSeq: null },
  { kind: "message", by: 1, content: "an answer", targetSeq: 1 },
  { kind: "edit", by: 0, content: "first, edited", targetSeq: 1 },
  { kind: "react", by: 1, emoji: "👍🏽", targetSeq: 1 },
  { kind: "unreact", by: 1, emoji: "👍🏽", targetSeq: 1 },
  { kind: "delete", by: 0, targetSeq: 1 },
  { kind: "close", by: 1, targetSeq: null },
];

/** How many rows of these attempts were stored. */
const stored = (answers: readonly string[]) => answers.filter((answer) => answer === "stored").length;

export const logCases: Cases = {
  "G1 G4 a row of every kind comes back equal, with its running totals, in every way of reading": async ({
    store,
  }) => {
    const it = await talk(store);
    for (const draft of ofEveryKind) {
      const row = await it.add(draft);
      expect(await store.log.last(it.match.id)).toStrictEqual(row);
      expect(await store.log.at(it.match.id, row.event.seq)).toStrictEqual(row);
      const { actorId, clientMessageId } = row.event;
      expect(await store.log.findByClientMessageId(it.match.id, actorId, clientMessageId)).toStrictEqual(row);
    }
    expect(await store.log.after(it.match.id, 0, 200)).toStrictEqual(it.rows);
    expect(await store.log.messagesFrom(it.match.id, 1, 100)).toStrictEqual(it.rows.slice(0, 2));
  },

  "G1 text comes back byte for byte": async ({ store }) => {
    const it = await talk(store);
    for (const [what, text] of Object.entries(TEXTS)) {
      const row = await it.add(message(0, text));
      const read = await store.log.at(it.match.id, row.event.seq);
      expect(read?.event, what).toStrictEqual(row.event);
    }
  },

  "G1 the longest ids fit": async ({ store }) => {
    const it = await talk(store);
    const row = await it.add({ ...message(1), clientMessageId: "m".repeat(64) });
    const found = await store.log.findByClientMessageId(it.match.id, row.event.actorId, "m".repeat(64));
    expect(found).toStrictEqual(row);
  },

  "G5 a taken seq is a conflict and changes nothing": async ({ store }) => {
    const it = await talk(store);
    const [first] = await it.say("first");
    const rival = it.next(message(1, "rival"), undefined);
    expect(await it.insert({ ...rival, event: { ...rival.event, seq: 1 } })).toBe("conflict");
    expect(await store.log.after(it.match.id, 0, 10)).toStrictEqual([first]);
    const { actorId, clientMessageId } = rival.event;
    expect(await store.log.findByClientMessageId(it.match.id, actorId, clientMessageId)).toBeUndefined();
  },

  "G3 a clientMessageId that was used is a conflict for ever, whatever the seq, and the original stays":
    async ({ store }) => {
      const it = await talk(store);
      const original = await it.add({ ...message(0, "original"), clientMessageId: "used-once" });
      await it.say("something", "more");
      const again = it.next({ ...message(0, "again"), clientMessageId: "used-once" });
      expect(await it.insert(again)).toBe("conflict");
      expect(await store.log.last(it.match.id)).toStrictEqual(it.rows.at(-1));
      const found = await store.log.findByClientMessageId(it.match.id, it.match.members[0], "used-once");
      expect(found).toStrictEqual(original);
    },

  "G3 the very same row again is a conflict": async ({ store }) => {
    const it = await talk(store);
    const [row] = await it.say("once");
    expect(row && (await it.insert(row))).toBe("conflict");
    expect(await store.log.after(it.match.id, 0, 10)).toHaveLength(1);
  },

  "G3 a clientMessageId is the sender's own, in this conversation only": async ({ store }) => {
    const { talks } = await talksOf(store, 2);
    for (const it of talks) {
      const mine = await it.add({ ...message(0, "mine"), clientMessageId: "same-for-all" });
      const theirs = await it.add({ ...message(1, "theirs"), clientMessageId: "same-for-all" });
      const [one, other] = it.match.members;
      expect(await store.log.findByClientMessageId(it.match.id, one, "same-for-all")).toStrictEqual(mine);
      expect(await store.log.findByClientMessageId(it.match.id, other, "same-for-all")).toStrictEqual(theirs);
    }
  },

  "G4 of 100 parallel inserts at one seq exactly one is stored": async ({ store }) => {
    const it = await talk(store);
    const rivals = Array.from({ length: 100 }, (_, n) => it.next(message(n % 2 ? 1 : 0, `rival ${n}`)));
    const answers = await Promise.all(rivals.map((row) => it.insert(row)));
    expect(stored(answers)).toBe(1);
    const winner = rivals[answers.indexOf("stored")];
    expect(await store.log.after(it.match.id, 0, 200)).toStrictEqual([winner]);
  },

  "G3 of 100 parallel inserts with one clientMessageId exactly one is stored": async ({ store }) => {
    const it = await talk(store);
    const attempts = Array.from({ length: 100 }, () =>
      it.next({ ...message(0, "the same"), clientMessageId: "retried-often" }),
    );
    const answers = await Promise.all(attempts.map((row) => it.insert(row)));
    expect(stored(answers)).toBe(1);
    expect(await store.log.after(it.match.id, 0, 200)).toHaveLength(1);
  },

  "G14 conflicts do not touch what is stored beside them": async ({ store }) => {
    const { talks } = await talksOf(store, 10);
    const taken = await Promise.all(talks.map((it) => it.add(message(0))));
    const answers = await Promise.all(
      talks.flatMap((it, n) => {
        const spoilt = taken[n];
        const next = it.next(message(1, "next"));
        return spoilt ? [it.insert(spoilt), it.insert(next), it.insert(spoilt)] : [];
      }),
    );
    expect(answers).toStrictEqual(talks.flatMap(() => ["conflict", "stored", "conflict"]));
    for (const it of talks) expect(await store.log.after(it.match.id, 0, 10)).toHaveLength(2);
  },

  "G4 G14 many conversations written at once keep their own order and content": async ({ store }) => {
    const { talks } = await talksOf(store, 20);
    await Promise.all(
      talks.map(async (it, n) => {
        for (let i = 0; i < 20; i += 1) await it.add(message(i % 3 ? 1 : 0, `${n}:${i}`));
      }),
    );
    for (const it of talks) expect(await store.log.after(it.match.id, 0, 200)).toStrictEqual(it.rows);
  },

  "G5 every read during writes is gapless": async ({ store }) => {
    const it = await talk(store);
    let writing = true;
    const write = async () => {
      for (let n = 0; n < 150; n += 1) await it.add(message(0, `${n}`));
      writing = false;
    };
    const read = async () => {
      let head = 0;
      while (writing) {
        const rows = await store.log.after(it.match.id, 0, 200);
        expect(rows.map((row) => row.event.seq)).toStrictEqual(rows.map((_, index) => index + 1));
        expect(rows.length).toBeGreaterThanOrEqual(head);
        head = rows.length;
        const last = await store.log.last(it.match.id);
        expect(last?.event.seq ?? 0).toBeGreaterThanOrEqual(head);
        await new Promise(setImmediate);
      }
    };
    await Promise.all([write(), read()]);
    expect(await store.log.after(it.match.id, 0, 200)).toStrictEqual(it.rows);
  },

  "G11 a conversation without events, and one that does not exist, are empty": async ({ store }) => {
    const it = await talk(store);
    for (const matchId of [it.match.id, "no-such-match"]) {
      expect(await store.log.last(matchId)).toBeUndefined();
      expect(await store.log.at(matchId, 1)).toBeUndefined();
      expect(await store.log.after(matchId, 0, 10)).toStrictEqual([]);
      expect(await store.log.messagesBefore(matchId, Number.POSITIVE_INFINITY, 10)).toStrictEqual([]);
      expect(await store.log.messagesFrom(matchId, 1, 10)).toStrictEqual([]);
      expect(await store.log.findByClientMessageId(matchId, "nobody", "no-such-id")).toBeUndefined();
    }
  },

  "G11 the rows of one conversation are never read in another": async ({ store }) => {
    const { talks } = await talksOf(store, 3);
    for (const it of talks) await it.say("one", "two");
    const rows = await Promise.all(talks.map((it): Promise<LogRow[]> => store.log.after(it.match.id, 0, 10)));
    for (const [n, it] of talks.entries())
      expect(rows[n]?.map((row) => row.event.matchId)).toStrictEqual([it.match.id, it.match.id]);
    const stranger = new Talk(store, { ...(talks[0] as Talk).match, id: randomUUID() });
    expect(await store.log.last(stranger.match.id)).toBeUndefined();
  },
};
