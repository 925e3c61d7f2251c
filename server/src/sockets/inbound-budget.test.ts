import { expect, test } from "vitest";
import { VirtualClock } from "../../test/support/virtual-clock.ts";
import { InboundBudget } from "./inbound-budget.ts";
import { socketLimits } from "./socket-limits.ts";

const { burst, perSecond } = socketLimits.inboundBytes;

test("G14 one sender has one budget, and nobody else pays for it", async () => {
  const clock = new VirtualClock();
  const budget = new InboundBudget(clock);
  expect(budget.take("mallory", burst - 1)).toBe(true);
  expect(budget.take("mallory", 2)).toBe(false);
  expect(budget.take("mallory", 1)).toBe(true);
  expect(budget.take("alice", burst)).toBe(true);
  await clock.advance(1_000);
  expect(budget.take("mallory", perSecond)).toBe(true);
  expect(budget.take("mallory", 1)).toBe(false);
});
