import { expect } from "vitest";
import type { Store } from "../../src/domain/ports.ts";
import type { Cases } from "./contract-case.ts";
import { join, pair, personNamed, proposal } from "./talk.ts";

/** Everybody on whom this person has not decided, page by page. */
async function undecidedPages(store: Store, userId: string, limit: number): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.people.undecided(userId, cursor, limit);
    pages.push(page.people.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

async function joinAll(store: Store, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await join(store, `person${n}`)).id);
  return ids;
}

export const peopleCases: Cases = {
  "a person comes back as added; adding again changes nothing": async ({ store }) => {
    const person = { ...personNamed("Zoë 👩🏽‍🚀"), image: "https://example.org/z.png", bio: "a\nb\u200D" };
    await store.people.add(person);
    await store.people.add({ ...person, name: "somebody else" });
    expect(await store.people.find(person.id)).toStrictEqual(person);
    expect(await store.people.find("nobody")).toBeUndefined();
  },

  "many people are found at once; unknown ones are left out": async ({ store }) => {
    const [a, b, c] = (await joinAll(store, 3)) as [string, string, string];
    const found = await store.people.findMany([c, "nobody", a, a]);
    expect(new Set(found.map(({ id }) => id))).toStrictEqual(new Set([a, c]));
    expect(found).toHaveLength(2);
    expect((await store.people.findMany([b])).map(({ id }) => id)).toStrictEqual([b]);
    expect(await store.people.findMany([])).toStrictEqual([]);
  },

  "an update changes what it names and nothing else": async ({ store }) => {
    const person = { ...(await join(store, "before")), bio: null };
    const settings = { readReceipts: false, typing: true, presence: false };
    // Asked before as well: a store may remember people, but not longer than they stay the same.
    expect(await store.people.find(person.id)).toStrictEqual(person);
    expect(await store.people.update(person.id, { bio: "hello" })).toStrictEqual({ ...person, bio: "hello" });
    expect(await store.people.update(person.id, { name: "after" })).toMatchObject({ bio: "hello" });
    expect(await store.people.update(person.id, { settings })).toMatchObject({ name: "after", settings });
    expect(await store.people.update(person.id, { settings: { typing: false } })).toMatchObject({
      settings: { ...settings, typing: false },
    });
    expect(await store.people.update(person.id, { settings: { typing: true } })).toMatchObject({ settings });
    expect(await store.people.update(person.id, { bio: null, name: undefined })).toMatchObject({
      bio: null,
      name: "after",
    });
    expect(await store.people.update(person.id, {})).toMatchObject({ name: "after" });
    const now = { ...person, name: "after", bio: null, settings };
    expect(await store.people.find(person.id)).toStrictEqual(now);
    expect(await store.people.findMany([person.id])).toStrictEqual([now]);
  },

  "parallel updates of different members do not undo each other": async ({ store }) => {
    const { id } = await join(store, "before");
    await Promise.all([
      store.people.update(id, { name: "after" }),
      store.people.update(id, { bio: "new" }),
      store.people.update(id, { settings: { readReceipts: false } }),
      store.people.update(id, { settings: { typing: false } }),
    ]);
    expect(await store.people.find(id)).toMatchObject({
      name: "after",
      bio: "new",
      settings: { readReceipts: false, typing: false, presence: true },
    });
  },

  "G11 what is not there cannot be updated or liked": async ({ store }) => {
    const { id } = await join(store, "somebody");
    const gone = { code: "not_found" };
    await expect(store.people.update("nobody", { name: "x" })).rejects.toMatchObject(gone);
    await expect(store.people.like(id, proposal(id, "nobody"))).rejects.toMatchObject(gone);
    await expect(store.people.pass(id, "nobody")).rejects.toMatchObject(gone);
  },

  "undecided people come once each, without oneself, in pages": async ({ store }) => {
    const me = await join(store, "me");
    const others = await joinAll(store, 7);
    const everybody = new Set(others);
    for (const limit of [1, 3, 7, 100]) {
      const pages = await undecidedPages(store, me.id, limit);
      expect(pages.flat()).toHaveLength(7);
      expect(new Set(pages.flat())).toStrictEqual(everybody);
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit);
    }
    expect(await undecidedPages(store, me.id, 7)).toHaveLength(1);
  },

  "who was liked, passed or matched is decided; who only liked me is not": async ({ store }) => {
    const me = await join(store, "me");
    const [liked, passed, matched, fan] = (await joinAll(store, 4)) as [string, string, string, string];
    await store.people.like(me.id, proposal(me.id, liked));
    await store.people.pass(me.id, passed);
    await pair(store, me.id, matched);
    await store.people.like(fan, proposal(me.id, fan));
    expect((await undecidedPages(store, me.id, 10)).flat()).toStrictEqual([fan]);
    expect(new Set((await undecidedPages(store, passed, 10)).flat())).toStrictEqual(
      new Set([me.id, liked, matched, fan]),
    );
  },

  "a cursor of undecided people that is not ours is refused": async ({ store }) => {
    const me = await join(store, "me");
    for (const cursor of ["", "x", "-1", "1"])
      await expect(store.people.undecided(me.id, cursor, 10), cursor).rejects.toMatchObject({
        code: "validation_failed",
      });
  },

  "a like alone is no match; the second one makes it, for both": async ({ store }) => {
    const [a, b] = (await joinAll(store, 2)) as [string, string];
    expect(await store.people.like(a, proposal(a, b))).toBeUndefined();
    expect(await store.people.like(a, proposal(a, b))).toBeUndefined();
    const proposed = proposal(a, b);
    expect(await store.people.like(b, proposed)).toStrictEqual({ match: proposed, created: true });
    for (const userId of [a, b]) {
      const { summaries } = await store.matches.list(userId, undefined, 10);
      expect(summaries.map(({ match }) => match)).toStrictEqual([proposed]);
    }
  },

  "a like again, from either side, answers the match that is there": async ({ store }) => {
    const [a, b] = (await joinAll(store, 2)) as [string, string];
    const match = await pair(store, a, b);
    for (const from of [a, b])
      expect(await store.people.like(from, proposal(a, b))).toStrictEqual({ match, created: false });
    expect((await store.matches.list(a, undefined, 10)).summaries).toHaveLength(1);
  },

  "a like stays after a pass; a pass can become a like": async ({ store }) => {
    const [a, b] = (await joinAll(store, 2)) as [string, string];
    await store.people.like(a, proposal(a, b));
    await store.people.pass(a, b);
    await store.people.pass(b, a);
    await store.people.pass(b, a);
    expect(await store.people.like(b, proposal(a, b))).toMatchObject({ created: true });
  },

  "G14 likes from both sides at once, repeated, make exactly one match": async ({ store }) => {
    const [a, b] = (await joinAll(store, 2)) as [string, string];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => store.people.like(n % 2 ? a : b, proposal(a, b))),
    );
    expect(answers.filter((answer) => answer?.created)).toHaveLength(1);
    expect(new Set(answers.flatMap((answer) => (answer ? [answer.match.id] : []))).size).toBe(1);
    expect((await store.matches.list(a, undefined, 10)).summaries).toHaveLength(1);
  },

  "likes of many people at once keep apart": async ({ store }) => {
    const me = await join(store, "me");
    const others = await joinAll(store, 20);
    const answers = await Promise.all(
      others.flatMap((other) => [
        store.people.like(me.id, proposal(me.id, other)),
        store.people.like(other, proposal(me.id, other)),
      ]),
    );
    expect(answers.filter((answer) => answer?.created)).toHaveLength(20);
    const { summaries } = await store.matches.list(me.id, undefined, 100);
    const peers = summaries.flatMap(({ match }) => match.members.filter((member) => member !== me.id));
    expect(new Set(peers)).toStrictEqual(new Set(others));
  },
};
