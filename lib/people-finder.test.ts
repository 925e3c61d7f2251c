import { describe, expect, test } from "vitest";
import type { PeopleApi } from "./api.ts";
import type { Failure } from "./outcome.ts";
import { PeopleFinder } from "./people-finder.ts";
import { match } from "./support/sample.ts";

const person = (index: number) => ({ id: `person-${index}`, name: `${index}`, image: null, bio: null });
const CUT: Failure = { ok: false, code: "network", detail: "cut", retry: true, retryAfter: undefined };

/** Forty people in pages of twenty. Of the calls that are told to fail each fails once. */
function finder(failing: ("people" | "like" | "pass")[] = [], likedBy: string[] = []) {
  const fails = (call: "people" | "like" | "pass") => {
    const at = failing.indexOf(call);
    if (at >= 0) failing.splice(at, 1);
    return at >= 0;
  };
  const api: PeopleApi = {
    people: async ({ cursor, limit }) => {
      if (fails("people")) return CUT;
      const from = Number(cursor ?? 0);
      const people = Array.from({ length: limit }, (_, index) => person(from + index));
      return { ok: true, value: { people, nextCursor: from === 0 ? String(limit) : null } };
    },
    like: async (userId) => {
      if (fails("like")) return CUT;
      const matched = likedBy.includes(userId);
      return {
        ok: true,
        value: matched ? { matched, match: match({ id: `with-${userId}` }) } : { matched: false },
      };
    },
    pass: async () => (fails("pass") ? CUT : { ok: true, value: undefined }),
  };
  return new PeopleFinder(api);
}

const ids = ({ state }: PeopleFinder) => state.get().people.map(({ id }) => id);

describe("people to decide on", () => {
  test("come page by page, each once", async () => {
    const people = finder();
    await Promise.all([people.loadMore(), people.loadMore()]);
    expect([ids(people).length, people.state.get().hasMore]).toEqual([20, true]);
    await people.loadMore();
    await people.loadMore();
    expect([new Set(ids(people)).size, people.state.get().hasMore]).toEqual([40, false]);
  });

  test("say when they could not be loaded, and come when asked again", async () => {
    const people = finder(["people"]);
    await people.loadMore();
    expect(people.state.get().status).toBe("failed");
    await people.loadMore();
    expect(people.state.get()).toMatchObject({ status: "ready" });
  });

  test("go at once with a decision, and come back when it could not be told", async () => {
    const people = finder(["like"]);
    await people.loadMore();
    const liking = people.like("person-0");
    expect(ids(people)[0]).toBe("person-1");
    expect(await liking).toMatchObject({ ok: false, code: "network" });
    expect(ids(people)[0]).toBe("person-0");
    expect(await people.like("person-0")).toEqual({ ok: true });
    expect(await people.pass("person-1")).toEqual({ ok: true });
    expect(ids(people)[0]).toBe("person-2");
  });

  test("who liked back are a match until it is dismissed", async () => {
    const people = finder([], ["person-1"]);
    await people.loadMore();
    await people.like("person-0");
    expect(people.state.get().lastMatch).toBeUndefined();
    await people.like("person-1");
    expect(people.state.get().lastMatch?.id).toBe("with-person-1");
    people.dismissMatch();
    expect(people.state.get().lastMatch).toBeUndefined();
  });

  test("are fetched before the last of them is decided on", async () => {
    const people = finder();
    await people.loadMore();
    for (let index = 0; index < 16; index += 1) await people.pass(`person-${index}`);
    await people.loadMore();
    expect(ids(people).length).toBe(24);
  });
});
