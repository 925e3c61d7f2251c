import { expect, test } from "vitest";
import { BoundedLimiter } from "./bounded-limiter.ts";

test("G14 a limiter remembers so many keys, and those that were used last", async () => {
  const limiter = new BoundedLimiter({ points: 1, duration: 900, keyPrefix: "test" }, 2);
  await limiter.consume("first");
  await limiter.consume("second");
  await expect(limiter.consume("first")).rejects.toMatchObject({ remainingPoints: 0 });
  await limiter.consume("third");
  expect(await limiter.get("second")).toBeNull();
  expect(await limiter.get("first")).not.toBeNull();
});
