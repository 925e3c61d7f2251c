import { expect } from "vitest";
import type { Cases } from "./contract-case.ts";
import { join, message, proposal, START, type Talk, talk, talksOf } from "./talk.ts";

export const lifeCases: Cases = {
  "G15 a store that is open can be pinged and has an epoch": async ({ store }) => {
    await store.ping();
    expect(store.epoch).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  },

  "G2 a store that was closed refuses writes, and can be closed again": async ({ store }) => {
    const it = await talk(store);
    await Promise.all([store.close(), store.close()]);
    await store.close();
    await expect(it.insert(it.next(message(0)))).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.ping()).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.log.last(it.match.id)).rejects.toMatchObject({ code: "unavailable" });
  },

  "G1 closing waits for what was begun": async ({ store }) => {
    const it = await talk(store);
    const begun = it.insert(it.next(message(0)));
    await store.close();
    expect(await begun).toBe("stored");
  },

  "G1 G15 everything is there after the store was closed and opened again": async ({ store, reopen }) => {
    if (reopen === undefined) throw new Error("declare this case a deviation, with the reason");
    const { me, talks } = await talksOf(store, 3);
    const [a, b] = talks as [Talk, Talk];
    const liked = await join(store, "liked");
    await store.people.like(me, proposal(me, liked.id));
    const token = await store.matches.token(me);
    await b.say("b");
    await a.say("a1", "a2");
    await store.marks.raise(a.match, a.match.members[1], { readSeq: 1, at: START });
    const before = {
      epoch: store.epoch,
      list: await store.matches.list(me, undefined, 100),
      rows: await store.log.after(a.match.id, 0, 10),
      peers: await store.matches.openPeers(me, 10),
      changed: (await store.matches.changed(me, token, 10))?.summaries,
      undecided: (await store.people.undecided(me, undefined, 10)).people,
      me: await store.people.find(me),
    };
    const { nextCursor } = await store.matches.list(me, undefined, 1);

    const again = await reopen();
    expect({
      epoch: again.epoch,
      list: await again.matches.list(me, undefined, 100),
      rows: await again.log.after(a.match.id, 0, 10),
      peers: await again.matches.openPeers(me, 10),
      changed: (await again.matches.changed(me, token, 10))?.summaries,
      undecided: (await again.people.undecided(me, undefined, 10)).people,
      me: await again.people.find(me),
    }).toStrictEqual(before);
    const rest = await again.matches.list(me, nextCursor ?? undefined, 10);
    expect(rest.summaries).toStrictEqual(before.list.summaries.slice(1));
    expect(
      await again.log.insert(a.match, a.next({ ...message(0), clientMessageId: "after-reopening" })),
    ).toBe("stored");
    const first = a.rows[0];
    expect(first && (await again.log.insert(a.match, { ...a.next(message(0)), event: first.event }))).toBe(
      "conflict",
    );
  },
};
