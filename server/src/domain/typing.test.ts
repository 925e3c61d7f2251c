import { describe, expect, test } from "vitest";
import { MemoryData } from "../../test/support/memory-data.ts";
import { matched, quiet, testDomain } from "../../test/support/test-domain.ts";

async function talking(options: Parameters<typeof testDomain>[0] = {}) {
  const domain = testDomain(options);
  const matchId = await matched(domain);
  const said = () => domain.fanout.said("typing", `match-${matchId}`).map(({ typing }) => typing);
  return { ...domain, domain, matchId, said };
}

test("that somebody types, and that they stopped, is told to the room of the conversation", async () => {
  const { typing, matchId, fanout } = await talking();
  await typing.signal("ann", matchId, true);
  await typing.signal("ann", matchId, false);
  expect(fanout.order).toStrictEqual([`typing → match-${matchId}`, `typing → match-${matchId}`]);
  expect(fanout.said("typing")).toStrictEqual([
    { matchId, userId: "ann", typing: true },
    { matchId, userId: "ann", typing: false },
  ]);
});

test("is passed on at most once a second for one person and match, and renewed after that", async () => {
  const { typing, matchId, clock, said } = await talking();
  for (let n = 0; n < 30; n += 1) {
    await typing.signal("ann", matchId, true);
    await clock.advance(100);
  }
  expect(said()).toStrictEqual([true, true, true]);
  await typing.signal("bob", matchId, true);
  expect(said()).toHaveLength(4);
});

test("G14 starting and stopping over and over passes on one pair a second", async () => {
  const { typing, matchId, clock, said } = await talking();
  for (let n = 0; n < 20; n += 1) {
    await typing.signal("ann", matchId, n % 2 === 0);
    await clock.advance(100);
  }
  expect(said()).toStrictEqual([true, false, true, false]);
});

test("stopping is told only by who was seen to type", async () => {
  const { typing, matchId, clock, said } = await talking();
  await typing.signal("ann", matchId, false);
  await typing.signal("ann", matchId, true);
  await typing.signal("bob", matchId, false);
  await typing.signal("ann", matchId, false);
  await typing.signal("ann", matchId, false);
  expect(said()).toStrictEqual([true, false]);
  await clock.advance(1_000);
  await typing.signal("ann", matchId, true);
  await clock.advance(6_000);
  await typing.signal("ann", matchId, false);
  expect(said()).toStrictEqual([true, false, true]);
});

test("who stopped while it was looked up is not shown as typing", async () => {
  let latency = 0;
  const { typing, matchId, clock, said } = await talking({ faults: { latency: () => latency } });
  await clock.run(typing.signal("bob", matchId, true));
  latency = 50;
  const begun = typing.signal("ann", matchId, true);
  const ended = typing.signal("ann", matchId, false);
  await clock.run(Promise.all([begun, ended]));
  expect(said()).toStrictEqual([true]);
});

test("a person whose last session has gone types nowhere any more", async () => {
  const { domain, typing, matchId, fanout } = await talking();
  const other = await matched(domain, "ann", "cyd");
  for (const id of [matchId, other]) await typing.signal("ann", id, true);
  await typing.signal("bob", matchId, true);
  fanout.clear();
  typing.stopped("ann");
  typing.stopped("ann");
  typing.stopped("nobody");
  expect(fanout.said("typing")).toStrictEqual([
    { matchId, userId: "ann", typing: false },
    { matchId: other, userId: "ann", typing: false },
  ]);
});

test("nothing is remembered beyond the expiry, nor after the domain was stopped", async () => {
  const { domain, typing, matchId, clock, said } = await talking();
  await typing.signal("ann", matchId, true);
  expect(clock.pending).toBe(1);
  await clock.advance(6_000);
  expect(clock.pending).toBe(0);
  typing.stopped("ann");
  await typing.signal("ann", matchId, true);
  await domain.stop();
  expect(clock.pending).toBe(0);
  expect(said()).toStrictEqual([true, true]);
});

describe("U24 is reciprocal", () => {
  test.each(["ann", "bob"])("nothing is told when %s does not give it", async (hides) => {
    const { people, typing, matchId, fanout } = await talking();
    await people.update(hides, { settings: { typing: false } });
    for (const userId of ["ann", "bob"])
      for (const is of [true, false]) await typing.signal(userId, matchId, is);
    typing.stopped("ann");
    expect(fanout.order).toStrictEqual([]);
  });
});

describe("G11 G13 who may", () => {
  test("members alone, whether it is passed on or not", async () => {
    const { typing, matchId, fanout } = await talking();
    for (const [userId, id] of [["cyd", matchId] as const, ["ann", "no-such-match"] as const])
      for (const is of [true, true, false])
        await expect(typing.signal(userId, id, is)).rejects.toMatchObject({ code: "not_found" });
    expect(fanout.order).toStrictEqual([]);
  });

  test("not in a match that has ended, on whichever node", async () => {
    const data = new MemoryData();
    const { domain, typing, matchId, fanout } = await talking({ data });
    await domain.conversations.send("ann", { matchId, content: "bye" });
    await quiet(domain);
    await testDomain({ data, seed: 2 }).matches.end("bob", matchId);
    await expect(typing.signal("ann", matchId, true)).rejects.toMatchObject({ code: "match_closed" });
    expect(fanout.said("typing")).toStrictEqual([]);
  });
});
