import { expect, test } from "vitest";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { TokenBucket } from "./token-bucket.ts";

const taken = (bucket: TokenBucket, tries: number) =>
  Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;

test("R5 a burst at once, then as many as come back", async () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket({ burst: 40, perSecond: 20 }, clock);
  expect(taken(bucket, 60)).toBe(40);
  expect(bucket.wait).toBeCloseTo(0.05);
  await clock.advance(49);
  expect(taken(bucket, 1)).toBe(0);
  await clock.advance(1);
  expect(taken(bucket, 2)).toBe(1);
  await clock.advance(1_000);
  expect(taken(bucket, 60)).toBe(20);
  await clock.advance(3_600_000);
  expect(taken(bucket, 60)).toBe(40);
});

test("a clock that is set gives no more than a full bucket and takes nothing", () => {
  const clock = new VirtualClock();
  const bucket = new TokenBucket({ burst: 10, perSecond: 5 }, clock);
  expect(taken(bucket, 5)).toBe(5);
  clock.jump(-3_600_000);
  expect(taken(bucket, 10)).toBe(5);
  clock.jump(7_200_000);
  expect(taken(bucket, 20)).toBe(10);
});
