import { LRUCache } from "lru-cache";
import { describe, expect, test } from "vitest";
import { MemoryData } from "../../test/support/memory-data.ts";
import type { Faults } from "../../test/support/memory-gate.ts";
import { openMemoryStore } from "../../test/support/memory-store.ts";
import { SeededRandom } from "../../test/support/seeded-random.ts";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { AppError } from "./app-error.ts";
import { type Entry, EventLog } from "./event-log.ts";
import type { Head } from "./log-head.ts";
import type { LogRow, Store } from "./ports.ts";

const match = { id: "m", members: ["ann", "bob"], createdAt: 0 } as const;

interface NodeOptions {
  clock?: VirtualClock;
  data?: MemoryData;
  seed?: number;
  faults?: Faults;
  around?: (store: Store) => Store;
}

/** One process of a deployment; those that share the data and the clock are nodes of the same. */
function node(options: NodeOptions = {}) {
  const { clock = new VirtualClock(), data = new MemoryData(), seed = 1, faults = {} } = options;
  const store = (options.around ?? ((same) => same))(openMemoryStore({ clock, data, faults }));
  const appended: number[] = [];
  const heads = new LRUCache<string, Head>({ max: 10 });
  const log = new EventLog({
    store,
    clock,
    random: new SeededRandom(seed),
    heads,
    onAppended: (_match, row) => appended.push(row.event.seq),
  });
  return { clock, data, store, log, heads, appended };
}

function say(content: string, entry: Partial<Entry> = {}): Entry {
  return {
    match,
    actorId: "ann",
    clientMessageId: `id-of-${content}`,
    draft: { kind: "message", content, targetSeq: null },
    ...entry,
  };
}

const close = (actorId: string): Entry =>
  say(`close by ${actorId}`, { actorId, draft: { kind: "close", targetSeq: null } });

const contents = (rows: readonly LogRow[]) =>
  rows.map(({ event }) => (event.kind === "message" ? event.content : event.kind));

describe("one append after another", () => {
  test("G4 G5 rows come one after another, and each is told of once it is durable", async () => {
    const { log, store, appended } = node();
    for (const content of ["a", "b", "c"]) expect((await log.append(say(content))).created).toBe(true);
    expect(contents(await store.log.after("m", 0, 10))).toStrictEqual(["a", "b", "c"]);
    expect(appended).toStrictEqual([1, 2, 3]);
  });

  test("G3 the same again gives the original, on any node, and is told of only once", async () => {
    const one = node();
    const first = await one.log.append(say("a"));
    await one.log.append(say("b"));
    for (const again of [one, node(one)]) {
      expect(await again.log.append(say("a"))).toStrictEqual({ row: first.row, created: false });
      await again.clock.advance(86_400_000);
    }
    expect(await one.store.log.after("m", 0, 10)).toHaveLength(2);
    expect(one.appended).toStrictEqual([1, 2]);
  });

  test("G3 the same clientMessageId for something else is refused, and the original stays", async () => {
    const { log, store } = node();
    await log.append(say("a"));
    const others: Entry["draft"][] = [
      { kind: "message", content: "b", targetSeq: null },
      { kind: "message", content: "a", targetSeq: 1 },
      { kind: "close", targetSeq: null },
    ];
    for (const draft of others)
      await expect(log.append(say("a", { draft }))).rejects.toMatchObject({
        code: "client_message_id_reused",
      });
    expect(contents(await store.log.after("m", 0, 10))).toStrictEqual(["a"]);
  });

  test("G3 clientMessageIds are each member's own", async () => {
    const { log } = node();
    await log.append(say("a"));
    expect(await log.append(say("a", { actorId: "bob" }))).toMatchObject({
      created: true,
      row: { event: { seq: 2 } },
    });
  });

  test("G13 nothing follows the end, but what was stored before it is still confirmed", async () => {
    const { log, store } = node();
    const { row } = await log.append(say("a"));
    await log.append(close("bob"));
    await expect(log.append(say("b"))).rejects.toMatchObject({ code: "match_closed" });
    await expect(log.append(close("ann"))).rejects.toMatchObject({ code: "match_closed" });
    expect(await log.append(say("a"))).toStrictEqual({ row, created: false });
    expect(contents(await store.log.after("m", 0, 10))).toStrictEqual(["a", "close"]);
  });

  test("G12 the time is the server's and never goes back, also from one node to another", async () => {
    const one = node();
    const { row: first } = await one.log.append(say("a"));
    one.clock.jump(-3_600_000);
    const { row: second } = await one.log.append(say("b"));
    const { row: third } = await node(one).log.append(say("c"));
    expect([second.event.createdAt, third.event.createdAt]).toStrictEqual([
      first.event.createdAt,
      first.event.createdAt,
    ]);
  });

  test("a rule that refuses leaves no trace", async () => {
    const { log, store, appended } = node();
    const rule = () => Promise.reject(new AppError("forbidden"));
    await expect(log.append(say("a", { rule }))).rejects.toMatchObject({ code: "forbidden" });
    expect(await store.log.last("m")).toBeUndefined();
    expect(appended).toStrictEqual([]);
    expect(await log.append(say("a"))).toMatchObject({ created: true });
  });

  test("G3 what was stored is confirmed, also where its rule would refuse it by now", async () => {
    const { log } = node();
    const { row } = await log.append(say("a"));
    const rule = () => Promise.reject(new AppError("forbidden"));
    expect(await log.append(say("a", { rule }))).toStrictEqual({ row, created: false });
    await expect(log.append(say("b", { rule, clientMessageId: "id-of-a" }))).rejects.toMatchObject({
      code: "client_message_id_reused",
    });
  });

  test("what is new costs no look-up of earlier attempts, what is not one", async () => {
    let lookUps = 0;
    const around = (store: Store): Store => ({
      ...store,
      log: {
        ...store.log,
        findByClientMessageId: (...key) => {
          lookUps += 1;
          return store.log.findByClientMessageId(...key);
        },
      },
    });
    const { log } = node({ around });
    for (const content of ["a", "b", "c"]) await log.append(say(content));
    expect(lookUps).toBe(0);
    await log.append(say("a"));
    expect(lookUps).toBe(1);
  });

  test("the head is read once, and again when it fell out of the cache", async () => {
    let reads = 0;
    const around = (store: Store): Store => ({
      ...store,
      log: {
        ...store.log,
        last: (matchId) => {
          reads += 1;
          return store.log.last(matchId);
        },
      },
    });
    const { log, heads } = node({ around });
    for (const content of ["a", "b", "c"]) await log.append(say(content));
    expect(reads).toBe(1);
    heads.clear();
    await log.append(say("d"));
    expect(reads).toBe(2);
  });
});

describe("several nodes", () => {
  test("G5 who lost a position checks the rule again against what won, and takes the next", async () => {
    const one = node();
    const other = node(one);
    await one.log.append(say("a"));
    await other.log.append(say("b"));
    const heads: number[] = [];
    const rule = async ({ seq }: Head) => void heads.push(seq);
    expect(await one.clock.run(one.log.append(say("c", { rule })))).toMatchObject({
      row: { event: { seq: 3 } },
    });
    expect(heads).toStrictEqual([1, 2]);
  });

  test("G13 an end on another node is seen although the cached head is older", async () => {
    const one = node();
    const other = node(one);
    await one.log.append(say("a"));
    await other.log.append(close("bob"));
    await expect(one.clock.run(one.log.append(say("b")))).rejects.toMatchObject({ code: "match_closed" });
    expect(contents(await one.store.log.after("m", 0, 10))).toStrictEqual(["a", "close"]);
  });

  test("G3 the same send on many nodes at once is stored once, and all get it", async () => {
    const first = node({ faults: { latency: () => 1 } });
    const nodes = [
      first,
      ...Array.from({ length: 9 }, (_, n) => node({ ...first, seed: n, faults: { latency: () => 1 } })),
    ];
    const answers = await first.clock.run(Promise.all(nodes.map(({ log }) => log.append(say("a")))));
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map(({ row }) => row.event.id))).toStrictEqual(new Set(["m-1"]));
  });

  test("G2 a conversation in which every position is lost gives up after fifty attempts", async () => {
    let attempts = 0;
    const around = (store: Store): Store => ({
      ...store,
      log: {
        ...store.log,
        insert: async () => {
          attempts += 1;
          return "conflict";
        },
      },
    });
    const { log, clock } = node({ around });
    const started = clock.now();
    await expect(clock.run(log.append(say("a")))).rejects.toMatchObject({
      code: "unavailable",
      retryAfter: 1,
    });
    expect(attempts).toBe(50);
    expect(clock.now() - started).toBeGreaterThanOrEqual(50);
    expect(clock.now() - started).toBeLessThanOrEqual(1_000);
  });
});

describe("a store that fails", () => {
  test.each(["before its effect", "after its effect"] as const)(
    "G2 when an insert fails %s the outcome is unknown, and repeating it is safe",
    async (fault) => {
      let failing = true;
      const { log, store, heads, appended } = node({
        faults: { insert: () => (failing ? fault : undefined) },
      });
      await expect(log.append(say("a"))).rejects.toMatchObject({ code: "unavailable" });
      expect(heads.get("m")).toBeUndefined();
      failing = false;
      const { row, created } = await log.append(say("a"));
      expect(created).toBe(fault === "before its effect");
      expect(row.event.seq).toBe(1);
      expect((await log.append(say("b"))).row.event.seq).toBe(2);
      expect(contents(await store.log.after("m", 0, 10))).toStrictEqual(["a", "b"]);
      expect(appended).toStrictEqual(created ? [1, 2] : [2]);
    },
  );

  test("G2 an unknown outcome is not built upon: the next append asks the store", async () => {
    let fault: "after its effect" | undefined;
    const { log, clock } = node({ faults: { insert: () => fault } });
    await log.append(say("a"));
    fault = "after its effect";
    await expect(log.append(say("b"))).rejects.toMatchObject({ code: "unavailable" });
    fault = undefined;
    const attempt = log.append(say("c"));
    expect((await clock.run(attempt)).row.event.seq).toBe(3);
  });

  test("G14 a conversation whose store hangs does not hold up another", async () => {
    const other = { id: "n", members: ["ann", "cyd"], createdAt: 0 } as const;
    const around = (store: Store): Store => ({
      ...store,
      log: {
        ...store.log,
        insert: (to, row) => (to.id === "m" ? new Promise(() => {}) : store.log.insert(to, row)),
      },
    });
    const { log } = node({ around });
    void log.append(say("a"));
    expect(await log.append(say("b", { match: other }))).toMatchObject({ created: true });
  });
});
