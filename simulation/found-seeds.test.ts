import { expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

/** Seeds that found a fault, with what went wrong. Each was seen to fail again when the repair was taken back. */
const FOUND: readonly { seed: number; fault: string }[] = [
  { seed: 101, fault: "G8 a tab whose session another tab had renewed stayed without a socket" },
];

test.each(FOUND)("$fault (seed $seed)", async ({ seed }) => {
  const { violation } = await runSeed(seed);
  expect(violation, `npm run simulate -- --seeds 1 --from ${seed}`).toBeUndefined();
});
