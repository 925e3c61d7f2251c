import { describe, expect, it } from "vitest";
import { holdOrder } from "./hold-order";

describe("a held row (U69)", () => {
  it("keeps its place while the others reorder around it", () => {
    expect(holdOrder(["a", "b", "c", "d"], ["d", "a", "b", "c"], "b")).toEqual(["d", "b", "a", "c"]);
  });

  it("keeps its place when its own conversation moves to the top", () => {
    expect(holdOrder(["a", "b", "c"], ["c", "a", "b"], "c")).toEqual(["a", "b", "c"]);
  });

  it("keeps its place when a new conversation appears", () => {
    expect(holdOrder(["a", "b"], ["new", "a", "b"], "b")).toEqual(["new", "b", "a"]);
  });

  it.each([undefined, "gone"])("holds nothing for %s", (held) => {
    expect(holdOrder(["a", "b"], ["b", "a"], held)).toEqual(["b", "a"]);
  });
});
