import { expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

/** Seeds that found a fault, with what went wrong. Each was seen to fail again when the repair was taken back. */
const FOUND: readonly { seed: number; fault: string }[] = [
  { seed: 101, fault: "G8 a tab whose session another tab had renewed stayed without a socket" },
  { seed: 38, fault: "G8 what was asked on the old network hung while the new one worked: nothing loaded" },
  {
    seed: 220,
    fault: "G8 what was asked on the old network hung while the new one worked: nothing was fetched",
  },
  { seed: 310, fault: "G8 the conversation on screen waited for the next sync when it could not be loaded" },
  {
    seed: 433,
    fault: "G8 an answer to a session that was over was taken for a refusal after signing in again",
  },
  {
    seed: 897,
    fault: "I6 what a dying tab had written came to storage after the next tab had looked, and was overtaken",
  },
  {
    seed: 943,
    fault: "G8 a conversation that failed to load after reconnecting waited as long as after many failures",
  },
  {
    seed: 2335,
    fault: "G1 a frozen tab heard late of signing out, and wiped what was written after signing in again",
  },
  {
    seed: 3285,
    fault:
      "G8 a fetch that hung from before reconnecting and failed after it waited as long as after many failures",
  },
  {
    seed: 3593,
    fault:
      "I6 what was told after a late word, and needed no look into storage, overtook what the word was of",
  },
  {
    seed: 8577,
    fault:
      "I6 what a reloaded tab had written came to storage after the reload, and the leading tab did not know",
  },
  {
    seed: 19876,
    fault:
      "I6 a tab that was frozen heard of a message which its person had wiped by signing out, and sent it",
  },
];

test.each(FOUND)("$fault (seed $seed)", async ({ seed }) => {
  const { violation } = await runSeed(seed);
  expect(violation?.message, `npm run simulate -- --seeds 1 --from ${seed}`).toBeUndefined();
});
