import { expect, test } from "vitest";
import { ActivityOrder } from "./activity-order.ts";
import { SeededRandom } from "./support/seeded-random.ts";

test("the latest activity comes first, and equal ones by id", () => {
  const order = new ActivityOrder<string>();
  order.put("a", 1, "a");
  order.put("c", 3, "c");
  order.put("b", 3, "b");
  expect(order.entries()).toEqual(["b", "c", "a"]);
  order.put("a", 4, "a");
  expect(order.entries()).toEqual(["a", "b", "c"]);
  order.remove("b");
  expect([order.entries(), order.latest]).toEqual([["a", "c"], 4]);
});

test("the list is the same array until something changes", () => {
  const order = new ActivityOrder<string>();
  order.put("a", 1, "a");
  const before = order.entries();
  order.put("a", 1, "a");
  expect(order.entries()).toBe(before);
});

test("it is what sorting would give, for five thousand entries and any changes", () => {
  const random = new SeededRandom(7);
  const order = new ActivityOrder<string>();
  const truth = new Map<string, number>();
  for (let step = 0; step < 12_000; step += 1) {
    const id = `match-${random.below(5_000)}`;
    if (random.chance(0.05)) {
      order.remove(id);
      truth.delete(id);
    } else {
      const activity = random.below(1_000);
      order.put(id, activity, id);
      truth.set(id, activity);
    }
  }
  const sorted = [...truth].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id]) => id);
  expect(order.entries()).toEqual(sorted);
});
