import { expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

const SEEDS = 500;
const AT_ONCE = 25;

/** Chosen once and for all; `npm run simulate` runs any others. */
const batches = Array.from({ length: SEEDS / AT_ONCE }, (_, n) => 1 + n * AT_ONCE);

test.each(batches)("I1–I8 G1–G13 hold in every step of 25 runs from seed %i", async (from) => {
  for (let seed = from; seed < from + AT_ONCE; seed += 1) {
    const { violation } = await runSeed(seed);
    expect(violation?.message, `npm run simulate -- --seeds 1 --from ${seed}`).toBeUndefined();
  }
});

test("a seed replays bit for bit", async () => {
  for (const seed of [1, 2, 3]) expect(await runSeed(seed)).toStrictEqual(await runSeed(seed));
});

test("seeds differ", async () => {
  expect((await runSeed(1)).hash).not.toBe((await runSeed(2)).hash);
});
