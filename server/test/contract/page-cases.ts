import fc from "fast-check";
import { expect } from "vitest";
import type { LogRow } from "../../src/domain/ports.ts";
import type { Cases } from "./contract-case.ts";
import { type Draft, message, talk } from "./talk.ts";

const reaction: Draft = { kind: "react", by: 1, emoji: "👍", targetSeq: 1 };
const isMessage = (row: LogRow) => row.event.kind === "message";
const seqs = (rows: readonly LogRow[]) => rows.map((row) => row.event.seq);

export const pageCases: Cases = {
  "G7 after gives exactly what follows, in order, to the border of the page": async ({ store }) => {
    const it = await talk(store);
    await it.say("1", "2", "3", "4", "5");
    const after = async (seq: number, limit: number) => seqs(await store.log.after(it.match.id, seq, limit));
    expect(await after(0, 5)).toStrictEqual([1, 2, 3, 4, 5]);
    expect(await after(0, 4)).toStrictEqual([1, 2, 3, 4]);
    expect(await after(4, 1)).toStrictEqual([5]);
    expect(await after(4, 200)).toStrictEqual([5]);
    expect(await after(5, 200)).toStrictEqual([]);
    expect(await after(9_999, 200)).toStrictEqual([]);
  },

  "the newest messages before a position, oldest of them first, without the other events": async ({
    store,
  }) => {
    const it = await talk(store);
    for (const draft of [message(0), reaction, message(1), reaction, reaction, message(0), reaction])
      await it.add(draft);
    const before = async (seq: number, limit: number) =>
      seqs(await store.log.messagesBefore(it.match.id, seq, limit));
    expect(await before(Number.POSITIVE_INFINITY, 10)).toStrictEqual([1, 3, 6]);
    expect(await before(Number.POSITIVE_INFINITY, 2)).toStrictEqual([3, 6]);
    expect(await before(7, 1)).toStrictEqual([6]);
    expect(await before(6, 10)).toStrictEqual([1, 3]);
    expect(await before(2, 10)).toStrictEqual([1]);
    expect(await before(1, 10)).toStrictEqual([]);
    expect(await before(9_999, 1)).toStrictEqual([6]);
  },

  "the oldest messages from a position, without the other events": async ({ store }) => {
    const it = await talk(store);
    for (const draft of [message(0), reaction, message(1), reaction, reaction, message(0), reaction])
      await it.add(draft);
    const from = async (seq: number, limit: number) =>
      seqs(await store.log.messagesFrom(it.match.id, seq, limit));
    expect(await from(1, 10)).toStrictEqual([1, 3, 6]);
    expect(await from(1, 2)).toStrictEqual([1, 3]);
    expect(await from(2, 1)).toStrictEqual([3]);
    expect(await from(4, 10)).toStrictEqual([6]);
    expect(await from(6, 10)).toStrictEqual([6]);
    expect(await from(7, 10)).toStrictEqual([]);
    expect(await from(9_999, 10)).toStrictEqual([]);
  },

  "a conversation that has no message yet has no page of messages": async ({ store }) => {
    const it = await talk(store);
    await it.add({ kind: "close", by: 0, targetSeq: null });
    expect(await store.log.messagesBefore(it.match.id, Number.POSITIVE_INFINITY, 10)).toStrictEqual([]);
    expect(await store.log.messagesFrom(it.match.id, 1, 10)).toStrictEqual([]);
  },

  "G5 G7 every page of any log is the same cut of one sequence": async ({ store }) => {
    const it = await talk(store);
    const kinds = fc.array(fc.constantFrom(message(0), message(1), reaction), {
      minLength: 40,
      maxLength: 40,
    });
    for (const draft of fc.sample(kinds, { seed: 20_261_101, numRuns: 1 }).flat()) await it.add(draft);
    const messages = it.rows.filter(isMessage);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 45 }),
        fc.integer({ min: 1, max: 45 }),
        async (seq, limit) => {
          const { log } = store;
          expect(await log.after(it.match.id, seq, limit)).toStrictEqual(it.rows.slice(seq, seq + limit));
          expect(await log.messagesBefore(it.match.id, seq, limit)).toStrictEqual(
            messages.filter((row) => row.event.seq < seq).slice(-limit),
          );
          expect(await log.messagesFrom(it.match.id, seq, limit)).toStrictEqual(
            messages.filter((row) => row.event.seq >= seq).slice(0, limit),
          );
        },
      ),
    );
  },

  "G14 a page of the longest messages is whole": async ({ store }) => {
    const it = await talk(store);
    for (let n = 0; n < 50; n += 1) await it.add(message(n % 2 ? 1 : 0, `${"𝒳".repeat(3_990)}${n}`));
    expect(await store.log.messagesBefore(it.match.id, 51, 50)).toStrictEqual(it.rows);
  },
};
