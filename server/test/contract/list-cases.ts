import { expect } from "vitest";
import { AppError } from "../../src/domain/app-error.ts";
import type { Store } from "../../src/domain/ports.ts";
import type { Cases } from "./contract-case.ts";
import { join, message, pair, START, type Talk, talk, talksOf } from "./talk.ts";

/** Ids of a user's matches, page by page. */
async function pagesOf(store: Store, userId: string, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.matches.list(userId, cursor, limit);
    pages.push(page.summaries.map(({ match }) => match.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

const listed = async (store: Store, userId: string) => (await pagesOf(store, userId, 100)).flat();
const ids = (talks: readonly Talk[]) => talks.map((it) => it.match.id);

export const listCases: Cases = {
  "a match is found as it was made; an unknown one is not": async ({ store }) => {
    const { match } = await talk(store);
    expect(await store.matches.find(match.id)).toStrictEqual(match);
    expect(await store.matches.find("no-such-match")).toBeUndefined();
  },

  "the summary of a match in which nothing has happened": async ({ store }) => {
    const { match } = await talk(store);
    const none = { readSeq: 0, deliveredSeq: 0, readAt: null };
    expect(await store.matches.summary(match)).toStrictEqual({
      match,
      last: undefined,
      lastMessage: undefined,
      marks: [none, none],
      sentAtPeerRead: [0, 0],
    });
  },

  "G5 the summary has the newest row, the newest message and what each had sent when the other last read":
    async ({ store }) => {
      const it = await talk(store);
      for (const by of [0, 1, 0, 0, 1] as const) await it.add(message(by, `by ${by}`));
      const lastMessage = it.rows.at(-1);
      const last = await it.add({ kind: "react", by: 0, emoji: "👍", targetSeq: 1 });
      await store.marks.raise(it.match, it.match.members[0], { readSeq: 2, at: START });
      await store.marks.raise(it.match, it.match.members[1], { readSeq: 6, at: START });
      const summary = await store.matches.summary(it.match);
      expect(summary).toMatchObject({ match: it.match, last, lastMessage, sentAtPeerRead: [3, 1] });
    },

  "an ended match has its end as the last row": async ({ store }) => {
    const it = await talk(store);
    const [said] = await it.say("bye");
    const closed = await it.add({ kind: "close", by: 1, targetSeq: null });
    expect(await store.matches.summary(it.match)).toMatchObject({ last: closed, lastMessage: said });
    expect(await listed(store, it.match.members[0])).toStrictEqual([it.match.id]);
  },

  "nobody's list is empty, and so is the list of somebody unknown": async ({ store }) => {
    const alone = await join(store, "alone");
    for (const userId of [alone.id, "nobody"])
      expect(await store.matches.list(userId, undefined, 10)).toStrictEqual({
        summaries: [],
        nextCursor: null,
      });
  },

  "the list begins with the latest message or, where there is none, the latest match": async ({ store }) => {
    const { me, talks } = await talksOf(store, 3);
    const [a, b, c] = talks as [Talk, Talk, Talk];
    expect(await listed(store, me)).toStrictEqual(ids([c, b, a]));
    await a.say("a");
    await b.say("b");
    expect(await listed(store, me)).toStrictEqual(ids([b, a, c]));
    await c.add(message(1, "from the peer"));
    expect(await listed(store, me)).toStrictEqual(ids([c, b, a]));
  },

  "edits, deletions, reactions, reading and the end of a match do not move it in the list": async ({
    store,
  }) => {
    const { me, talks } = await talksOf(store, 2);
    const [a, b] = talks as [Talk, Talk];
    await a.say("a");
    await b.say("b");
    await a.add({ kind: "edit", by: 0, content: "a!", targetSeq: 1 });
    await a.add({ kind: "react", by: 1, emoji: "👍", targetSeq: 1 });
    await a.add({ kind: "delete", by: 0, targetSeq: 1 });
    await store.marks.raise(a.match, me, { readSeq: 1, at: START });
    await a.add({ kind: "close", by: 0, targetSeq: null });
    expect(await listed(store, me)).toStrictEqual(ids([b, a]));
  },

  "the pages of a list are one list, and the last one says so": async ({ store }) => {
    const { me, talks } = await talksOf(store, 7);
    for (const it of [...talks].reverse()) await it.say("hello");
    const order = ids(talks);
    expect(await pagesOf(store, me, 3)).toStrictEqual([order.slice(0, 3), order.slice(3, 6), order.slice(6)]);
    expect(await pagesOf(store, me, 7)).toStrictEqual([order]);
    expect((await pagesOf(store, me, 1)).flat()).toStrictEqual(order);
  },

  "what moves to the top while somebody pages is not repeated and hides nothing below": async ({ store }) => {
    const { me, talks } = await talksOf(store, 6);
    const order = ids(talks).reverse();
    const first = await store.matches.list(me, undefined, 2);
    expect(first.summaries.map(({ match }) => match.id)).toStrictEqual(order.slice(0, 2));
    await (talks[0] as Talk).say("to the top");
    const rest = await store.matches.list(me, first.nextCursor ?? undefined, 10);
    expect(rest.summaries.map(({ match }) => match.id)).toStrictEqual(order.slice(2, 5));
    expect(rest.nextCursor).toBeNull();
  },

  "every entry of a list is the summary of its match": async ({ store }) => {
    const { me, talks } = await talksOf(store, 3);
    for (const [n, it] of talks.entries()) {
      for (let i = 0; i <= n; i += 1) await it.add(message(i % 2 ? 1 : 0, `${n}.${i}`));
      await store.marks.raise(it.match, me, { readSeq: n, at: START + n });
    }
    const { summaries } = await store.matches.list(me, undefined, 10);
    const single = await Promise.all([...talks].reverse().map((it) => store.matches.summary(it.match)));
    expect(summaries).toStrictEqual(single);
  },

  "a cursor that is not ours is refused": async ({ store }) => {
    const { me } = await talksOf(store, 1);
    const token = await store.matches.token(me);
    for (const cursor of ["", "x", "0", "../../etc", token, "é".repeat(300)])
      await expect(store.matches.list(me, cursor, 10), cursor).rejects.toMatchObject({
        code: "validation_failed",
      } satisfies Partial<AppError>);
    await expect(store.matches.list(me, "x", 10)).rejects.toBeInstanceOf(AppError);
  },

  "G11 a list has only one's own matches": async ({ store }) => {
    const [a, b, c] = [await join(store, "a"), await join(store, "b"), await join(store, "c")];
    const ab = await pair(store, a.id, b.id);
    const bc = await pair(store, b.id, c.id);
    expect(await listed(store, a.id)).toStrictEqual([ab.id]);
    expect(await listed(store, b.id)).toStrictEqual([bc.id, ab.id]);
    expect(await listed(store, c.id)).toStrictEqual([bc.id]);
  },

  "open peers are those of matches that have not ended, the latest where there are too many": async ({
    store,
  }) => {
    const { me, talks } = await talksOf(store, 4);
    const [a, b, c, d] = talks as [Talk, Talk, Talk, Talk];
    const peer = (it: Talk) => it.match.members.find((member) => member !== me);
    await b.say("b");
    await c.add({ kind: "close", by: 0, targetSeq: null });
    const asked = async (limit: number) => new Set(await store.matches.openPeers(me, limit));
    expect(await asked(10)).toStrictEqual(new Set([peer(b), peer(d), peer(a)]));
    expect(await asked(2)).toStrictEqual(new Set([peer(b), peer(d)]));
    await a.say("a");
    expect(await asked(2)).toStrictEqual(new Set([peer(b), peer(a)]));
    expect(await store.matches.openPeers(peer(c) ?? "", 10)).toStrictEqual([]);
  },

  "open peers follow the beginning and the end of a match": async ({ store }) => {
    const { me, talks } = await talksOf(store, 1);
    const [first] = talks as [Talk];
    const before = await store.matches.openPeers(me, 10);
    const other = await join(store, "other");
    const match = await pair(store, me, other.id);
    expect(new Set(await store.matches.openPeers(me, 10))).toStrictEqual(new Set([...before, other.id]));
    expect(await store.matches.openPeers(other.id, 10)).toStrictEqual([me]);
    await first.add({ kind: "close", by: 0, targetSeq: null });
    expect(await store.matches.openPeers(me, 10)).toStrictEqual([other.id]);
    expect(match.members).toContain(me);
  },
};
