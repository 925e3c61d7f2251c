import { expect, test } from "vitest";
import { MemoryData } from "../../test/support/memory-data.ts";
import type { Faults } from "../../test/support/memory-gate.ts";
import { SeededRandom } from "../../test/support/seeded-random.ts";
import { matched, type TestDomain, testDomain } from "../../test/support/test-domain.ts";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { AppError } from "./app-error.ts";

/** One run of a small deployment: nodes that share a store which is slow and fails, and people who write and retry. */
interface World {
  random: SeededRandom;
  clock: VirtualClock;
  nodes: [TestDomain, ...TestDomain[]];
  matchId: string;
  /** content of what was acknowledged, by its seq */
  acked: Map<number, string>;
  /** sends that were refused because the match had ended */
  refused: string[];
  /** the head that the answer to ending the match left behind */
  endedAt: number | undefined;
}

async function worldOf(seed: number, { faulty }: { faulty: boolean }): Promise<World> {
  const random = new SeededRandom(seed);
  const clock = new VirtualClock();
  const data = new MemoryData();
  const matchId = await matched(testDomain({ clock, data, seed }));
  const faults: Faults = {
    latency: () => random.below(8),
    insert: () => {
      if (!faulty || !random.chance(0.1)) return undefined;
      return random.pick(["before its effect", "after its effect"]);
    },
  };
  const node = (n: number) => testDomain({ clock, data, faults, seed: seed * 1_000 + n });
  const nodes: World["nodes"] = [node(0), node(1), node(2)];
  return { random, clock, nodes, matchId, acked: new Map(), refused: [], endedAt: undefined };
}

const pause = ({ clock, random }: World, max: number) =>
  new Promise<void>((resolve) => {
    clock.after(random.below(max), resolve);
  });

/** What a client's outbox does: one message at a time, the same clientMessageId until there is an answer. */
async function write(world: World, userId: string, contents: readonly string[]): Promise<void> {
  for (const content of contents) {
    await pause(world, 20);
    await writeOne(world, userId, content);
  }
}

async function writeOne(world: World, userId: string, content: string): Promise<void> {
  const message = { matchId: world.matchId, content, clientMessageId: `id-of-${content}` };
  for (;;) {
    try {
      const answer = await world.random.pick(world.nodes).conversations.send(userId, message);
      expect(answer.message.content).toBe(content);
      world.acked.set(answer.message.seq, content);
      return;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === "match_closed") return void world.refused.push(content);
      expect(error.code).toBe("unavailable");
      await pause(world, 50);
    }
  }
}

async function end(world: World, userId: string): Promise<void> {
  for (;;) {
    try {
      await world.random.pick(world.nodes).matches.end(userId, world.matchId);
      world.endedAt = await world.nodes[0].matches.head(userId, world.matchId);
      return;
    } catch (error) {
      if (!(error instanceof AppError && error.code === "unavailable")) throw error;
    }
  }
}

/** Reads all the time; every answer must be exactly what follows. */
async function follow(world: World, until: Promise<unknown>): Promise<void> {
  let done = false;
  void until.finally(() => {
    done = true;
  });
  let after = 0;
  while (!done) {
    const page = await world.random
      .pick(world.nodes)
      .conversations.events("bob", world.matchId, { after, limit: 1 + world.random.below(5) });
    if ("reset" in page) throw new Error("a cursor that was served is served for ever");
    expect(page.events.map(({ seq }) => seq)).toStrictEqual(page.events.map((_, n) => after + 1 + n));
    after += page.events.length;
    if (world.random.chance(0.02)) world.clock.jump(world.random.below(7_200_000) - 3_600_000);
    await pause(world, 10);
  }
}

const texts = (who: string, count: number) => Array.from({ length: count }, (_, n) => `${who} ${n}`);

/** What the log must look like, whatever happened. */
async function check(world: World): Promise<void> {
  const { events } = await everything(world);
  const contents = events.map((event) => (event.kind === "message" ? event.content : event.kind));
  expect(events.map(({ seq }) => seq)).toStrictEqual(events.map((_, n) => n + 1));
  expect(new Set(contents).size).toBe(contents.length);
  for (const [seq, content] of world.acked) expect(contents[seq - 1]).toBe(content);
  for (const content of world.refused) expect(contents).not.toContain(content);
  const closed = contents.indexOf("close");
  expect(closed).toBe(world.endedAt === undefined ? -1 : contents.length - 1);
  for (const device of ["ann's phone", "ann's tab", "bob's phone"]) {
    const own = contents.filter((content) => content.startsWith(device));
    expect(own).toStrictEqual(texts(device, own.length));
  }
  const times = events.map(({ createdAt }) => createdAt);
  expect(times).toStrictEqual([...times].sort());
  for (const { fanout } of world.nodes) {
    const pushed = fanout.said("new-message").map(({ seq }) => seq);
    expect(pushed).toStrictEqual([...new Set(pushed)].sort((one, other) => one - other));
  }
}

async function everything({ nodes, matchId, clock }: World) {
  const page = await clock.run(nodes[0].conversations.events("ann", matchId, { after: 0, limit: 1_000 }));
  if ("reset" in page) throw new Error("a log is always readable from its beginning");
  return page;
}

const seeds = Array.from({ length: 12 }, (_, n) => 20_261_101 + n);

test.each(seeds)("G1–G6 G13 several nodes, devices, faults and jumping clocks (seed %i)", async (seed) => {
  const world = await worldOf(seed, { faulty: true });
  const writers = Promise.all([
    write(world, "ann", texts("ann's phone", 12)),
    write(world, "ann", texts("ann's tab", 12)),
    write(world, "bob", texts("bob's phone", 12)),
    ...(seed % 2 === 0 ? [pause(world, 300).then(() => end(world, "bob"))] : []),
  ]);
  await world.clock.run(Promise.all([writers, follow(world, writers)]));
  await check(world);
  if (seed % 2 === 1) expect(world.acked.size).toBe(36);
});

test.each(seeds.slice(0, 3))("G5 G14 two nodes, a hundred sends at once on each (seed %i)", async (seed) => {
  const world = await worldOf(seed, { faulty: false });
  const [one, two] = world.nodes;
  const send = (domain: TestDomain | undefined, userId: string) => (content: string) =>
    domain?.conversations.send(userId, { matchId: world.matchId, content });
  const answers = await world.clock.run(
    Promise.all([...texts("one", 100).map(send(one, "ann")), ...texts("two", 100).map(send(two, "bob"))]),
  );
  expect(answers.every((answer) => answer?.created)).toBe(true);
  const { events } = await everything(world);
  const contents = events.map((event) => (event.kind === "message" ? event.content : event.kind));
  expect(events.map(({ seq }) => seq)).toStrictEqual(Array.from({ length: 200 }, (_, n) => n + 1));
  for (const sender of ["one", "two"])
    expect(contents.filter((content) => content.startsWith(sender))).toStrictEqual(texts(sender, 100));
});
