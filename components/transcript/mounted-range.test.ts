import { describe, expect, it } from "vitest";
import { mountedRange } from "./mounted-range";
import { rowsNamed } from "./support/rows-named";

/** Ten stretches of ten rows: k0 to k9, k10 to k19 and so on. */
const stretches = Array.from({ length: 10 }, (_, id) => ({
  id,
  rows: rowsNamed(Array.from({ length: 10 }, (_, index) => `k${id * 10 + index}`)),
}));

describe("mounted stretches (U11)", () => {
  it("are all while there are few rows", () => {
    expect(mountedRange(stretches, undefined, 400)).toEqual({ from: 0, to: 10 });
    expect(mountedRange([], undefined)).toEqual({ from: 0, to: 0 });
  });

  it("are the newest when there is no centre", () => {
    expect(mountedRange(stretches, undefined, 40)).toEqual({ from: 6, to: 10 });
  });

  it.each([
    ["k50", { from: 3, to: 7 }],
    ["k59", { from: 4, to: 8 }],
    ["k3", { from: 0, to: 4 }],
    ["k97", { from: 6, to: 10 }],
  ])("surround %s with as many rows as may be", (key, range) => {
    expect(mountedRange(stretches, key, 40)).toEqual(range);
  });

  it("never have more rows than may be", () => {
    expect(mountedRange(stretches, "k55", 49)).toEqual({ from: 3, to: 7 });
  });

  it("fall back to the newest when the centre is gone", () => {
    expect(mountedRange(stretches, "gone", 40)).toEqual({ from: 6, to: 10 });
  });
});
