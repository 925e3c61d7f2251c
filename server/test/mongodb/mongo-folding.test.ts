import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/domain/ports.ts";
import { collectionsOf } from "../../src/storage/mongo/collections.ts";
import { systemClock } from "../../src/system-clock.ts";
import { message, type Talk, talksOf } from "../contract/talk.ts";
import { openStore } from "./support/open-store.ts";
import { type ScratchDatabase, scratchDatabase } from "./support/scratch-database.ts";

/** Longer than changes may take to become visible. */
const LATER = 120_000;
/** More than a reader bears without folding them. */
const MANY = 150;

let database: ScratchDatabase;
let stores: Store[];
let ahead: number;

beforeEach(async () => {
  database = await scratchDatabase();
  stores = [];
  ahead = 0;
});
afterEach(async () => {
  for (const store of stores) await store.close();
  await database.dispose();
});

/** A node whose clock can be put ahead once it runs. */
async function openNode(): Promise<Store> {
  const clock = { ...systemClock, now: () => systemClock.now() + ahead };
  const store = await openStore(database.connection, clock);
  stores.push(store);
  return store;
}

const places = () => collectionsOf(database.connection.db).place.countDocuments();
const idsOf = async (store: Store, userId: string) =>
  (await store.matches.list(userId, undefined, 100)).summaries.map(({ match }) => match.id);
const idsSince = async (store: Store, userId: string, token: string | undefined) =>
  (await store.matches.changed(userId, token, 100))?.summaries.map(({ match }) => match.id);

async function chatter(it: Talk, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await it.add(message(n % 2 ? 1 : 0, `${n}`));
}

describe("lists over many changes", () => {
  test("G7 are the same before and after they were folded, and for nodes that fold at once", async () => {
    const [node, other] = [await openNode(), await openNode()];
    const { me, talks } = await talksOf(node, 3);
    const [a, b, c] = talks as [Talk, Talk, Talk];
    await chatter(a, MANY);
    await b.say("b");
    await c.add({ kind: "close", by: 0, targetSeq: null });
    const [list, everything, peers] = [
      await idsOf(node, me),
      await idsSince(node, me, undefined),
      await node.matches.openPeers(me, 10),
    ];
    expect(list).toStrictEqual([b.match.id, a.match.id, c.match.id]);
    expect(await places()).toBe(0);

    ahead = LATER;
    const folded = await Promise.all([node, other, node, other].map((each) => idsOf(each, me)));
    expect(folded).toStrictEqual([list, list, list, list]);
    expect(await places()).toBe(3);
    expect(await idsSince(other, me, undefined)).toStrictEqual(everything);
    expect(await other.matches.openPeers(me, 10)).toStrictEqual(peers);
  });

  test("G7 go on after folding: moves, ends and later folds", async () => {
    const node = await openNode();
    const { me, talks } = await talksOf(node, 3);
    const [a, b, c] = talks as [Talk, Talk, Talk];
    await chatter(a, MANY);
    ahead = LATER;
    expect(await idsOf(node, me)).toStrictEqual([a.match.id, c.match.id, b.match.id]);
    const token = await node.matches.token(me);
    await b.say("b");
    await a.add({ kind: "close", by: 1, targetSeq: null });
    expect(await idsOf(node, me)).toStrictEqual([b.match.id, a.match.id, c.match.id]);
    expect(await node.matches.openPeers(me, 10)).toHaveLength(2);
    await chatter(c, MANY);
    ahead = 2 * LATER;
    expect(await idsOf(node, me)).toStrictEqual([c.match.id, b.match.id, a.match.id]);
    expect(await node.matches.openPeers(me, 10)).toHaveLength(2);
    expect(await places()).toBe(3);
    expect(await idsSince(node, me, token)).toStrictEqual([b.match.id, a.match.id, c.match.id]);
    const first = await node.matches.list(me, undefined, 1);
    const rest = await node.matches.list(me, first.nextCursor ?? undefined, 10);
    expect(rest.summaries.map(({ match }) => match.id)).toStrictEqual([b.match.id, a.match.id]);
  });

  test("G7 a token serves long after it was given, and is told nothing twice", async () => {
    const node = await openNode();
    const { me, talks } = await talksOf(node, 2);
    const [a, b] = talks as [Talk, Talk];
    const token = await node.matches.token(me);
    ahead = LATER;
    expect(await idsSince(node, me, token)).toStrictEqual([]);
    await chatter(a, MANY);
    ahead = 2 * LATER;
    await b.say("b");
    expect(await idsSince(node, me, token)).toStrictEqual([a.match.id, b.match.id]);
    const after = await node.matches.changed(me, token, 100);
    expect(await idsSince(node, me, after?.token)).toStrictEqual([]);
  });
});

test("G7 a change of a node whose clock is behind is told to whoever has heard of a later one", async () => {
  const node = await openNode();
  const behind = { ...systemClock, now: () => systemClock.now() - 4_000 };
  const late = await openStore(database.connection, behind);
  stores.push(late);
  const { me, talks } = await talksOf(node, 2);
  const [a, b] = talks as [Talk, Talk];
  await a.say("a");
  const token = await node.matches.token(me);
  expect(await late.log.insert(b.match, b.next(message(0, "b")))).toBe("stored");
  expect(await idsSince(node, me, token)).toStrictEqual([b.match.id]);
});

test("marks that mean nothing any more are removed, and the highest holds", async () => {
  const node = await openNode();
  const { me, talks } = await talksOf(node, 1);
  const [{ match }] = talks as [Talk];
  for (let seq = 1; seq <= 40; seq += 1) await node.marks.raise(match, me, { readSeq: seq, at: seq });
  expect(await node.marks.of(match.id, me)).toStrictEqual({ readSeq: 40, deliveredSeq: 0, readAt: 40 });
  expect(await collectionsOf(database.connection.db).mark.countDocuments()).toBeLessThan(20);
});
