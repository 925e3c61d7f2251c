import { expect } from "vitest";
import type { Store } from "../../src/domain/ports.ts";
import type { Cases } from "./contract-case.ts";
import { join, message, pair, START, type Talk, talk, talksOf } from "./talk.ts";

/** Everything that changed after a token, page by page, and the token to go on from. */
async function catchUp(store: Store, userId: string, since: string | undefined, limit = 500) {
  const pages: string[][] = [];
  let token = since;
  for (;;) {
    const page = await store.matches.changed(userId, token, limit);
    if (page === undefined) throw new Error("the token was not served");
    pages.push(page.summaries.map(({ match }) => match.id));
    token = page.token;
    if (!page.hasMore) return { pages, ids: pages.flat(), token };
  }
}

const ids = (talks: readonly Talk[]) => talks.map((it) => it.match.id);

export const syncCases: Cases = {
  "G7 nothing changed: nothing comes, and the token stays good": async ({ store }) => {
    const { me } = await talksOf(store, 3);
    let token = await store.matches.token(me);
    for (let n = 0; n < 3; n += 1) {
      const answer = await store.matches.changed(me, token, 10);
      expect(answer).toMatchObject({ summaries: [], hasMore: false });
      token = answer?.token ?? "";
    }
  },

  "G7 somebody without matches has a token that shows the first one": async ({ store }) => {
    const me = await join(store, "me");
    const token = await store.matches.token(me.id);
    expect(await catchUp(store, me.id, token)).toMatchObject({ ids: [] });
    const peer = await join(store, "peer");
    const match = await pair(store, me.id, peer.id);
    expect(await catchUp(store, me.id, token)).toMatchObject({ ids: [match.id] });
  },

  "G7 every kind of change shows, to both members": async ({ store }) => {
    const it = await talk(store);
    const [one, other] = it.match.members;
    const changes: [string, () => Promise<unknown>][] = [
      ["a message", () => it.add(message(0))],
      ["an answer", () => it.add(message(1))],
      ["an edit", () => it.add({ kind: "edit", by: 0, content: "edited", targetSeq: 1 })],
      ["a reaction", () => it.add({ kind: "react", by: 1, emoji: "👍", targetSeq: 1 })],
      ["a deletion", () => it.add({ kind: "delete", by: 0, targetSeq: 1 })],
      ["delivery", () => store.marks.raise(it.match, one, { deliveredSeq: 2, at: START })],
      ["reading", () => store.marks.raise(it.match, other, { readSeq: 1, at: START })],
      ["the end", () => it.add({ kind: "close", by: 1, targetSeq: null })],
    ];
    let tokens = [await store.matches.token(one), await store.matches.token(other)];
    for (const [what, change] of changes) {
      await change();
      const answers = await Promise.all([catchUp(store, one, tokens[0]), catchUp(store, other, tokens[1])]);
      for (const answer of answers) expect(answer.ids, what).toStrictEqual([it.match.id]);
      tokens = answers.map(({ token }) => token ?? "");
    }
  },

  "what changed nothing does not show: a conflict, a mark that did not rise, a like again": async ({
    store,
  }) => {
    const it = await talk(store);
    const [one, other] = it.match.members;
    const [row] = await it.say("hello");
    await store.marks.raise(it.match, one, { readSeq: 1, deliveredSeq: 1, at: START });
    const token = await store.matches.token(one);
    if (row) await it.insert(row);
    await store.marks.raise(it.match, one, { readSeq: 1, deliveredSeq: 0, at: START });
    await store.people.like(one, it.match);
    await store.people.pass(other, one);
    expect(await catchUp(store, one, token)).toMatchObject({ ids: [] });
  },

  "without a token everything comes, oldest change first": async ({ store }) => {
    const { me, talks } = await talksOf(store, 3);
    const [a, b, c] = talks as [Talk, Talk, Talk];
    await b.say("b");
    await store.marks.raise(a.match, me, { deliveredSeq: 1, at: START });
    expect(await catchUp(store, me, undefined)).toMatchObject({ ids: ids([c, b, a]) });
  },

  "G7 more changes than a page holds come in pages, each match once": async ({ store }) => {
    const { me, talks } = await talksOf(store, 7);
    const token = await store.matches.token(me);
    for (const it of talks) await it.say("first");
    for (const it of talks.slice(0, 2)) await it.say("again");
    const order = ids([...talks.slice(2), ...talks.slice(0, 2)]);
    const paged = await catchUp(store, me, token, 3);
    expect(paged.pages).toStrictEqual([order.slice(0, 3), order.slice(3, 6), order.slice(6)]);
    expect((await catchUp(store, me, token, 7)).pages).toStrictEqual([order]);
    expect(await catchUp(store, me, paged.token)).toMatchObject({ ids: [] });
  },

  "G7 a match that changes again while its pages are read is told again": async ({ store }) => {
    const { me, talks } = await talksOf(store, 4);
    const token = await store.matches.token(me);
    for (const it of talks) await it.say("first");
    const page = await store.matches.changed(me, token, 2);
    await (talks[0] as Talk).say("again");
    const rest = await catchUp(store, me, page?.token);
    expect(rest.ids).toStrictEqual(ids([...talks.slice(2), talks[0] as Talk]));
  },

  "G7 a token can be used again: the same changes come, and the entries are as of now": async ({ store }) => {
    const { me, talks } = await talksOf(store, 2);
    const [it] = talks as [Talk];
    const token = await store.matches.token(me);
    await it.say("first");
    await it.say("second");
    for (let n = 0; n < 2; n += 1) {
      const answer = await store.matches.changed(me, token, 10);
      expect(answer?.summaries.map(({ last }) => last)).toStrictEqual([it.rows.at(-1)]);
    }
  },

  "G7 a token that cannot be served says so, and is never served in part": async ({ store }) => {
    const { me, talks } = await talksOf(store, 3);
    for (const it of talks) await it.say("hello");
    const { nextCursor } = await store.matches.list(me, undefined, 1);
    const stranger = await join(store, "stranger");
    const foreign = await store.matches.token(stranger.id);
    const mine = await store.matches.token(me);
    const forged = `${mine.slice(0, -4)}${mine.endsWith("AAAA") ? "BBBB" : "AAAA"}`;
    for (const token of ["", "0", "x", "nonsense".repeat(20), nextCursor ?? "", foreign, forged])
      expect(await store.matches.changed(me, token, 10), token).toBeUndefined();
  },

  "G7 no change is ever skipped, however tokens are taken while many write": async ({ store }) => {
    const { me, talks } = await talksOf(store, 12);
    let token: string | undefined = await store.matches.token(me);
    const heads = new Map<string, number>();
    let writing = true;
    const follow = async () => {
      const answer = await store.matches.changed(me, token, 3);
      for (const { match, last } of answer?.summaries ?? []) heads.set(match.id, last?.event.seq ?? 0);
      token = answer?.token;
      return answer?.hasMore ?? false;
    };
    const write = async () => {
      await Promise.all(
        talks.map(async (it) => {
          for (let n = 0; n < 25; n += 1) await it.add(message(n % 2 ? 1 : 0, `${n}`));
        }),
      );
      writing = false;
    };
    const read = async () => {
      while ((await follow()) || writing) await new Promise(setImmediate);
      while (await follow());
    };
    await Promise.all([write(), read()]);
    expect(heads).toStrictEqual(new Map(talks.map((it) => [it.match.id, 25])));
  },
};
