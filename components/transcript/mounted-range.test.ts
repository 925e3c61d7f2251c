import { describe, expect, it } from "vitest";
import { mountedRange } from "./mounted-range";

const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);

describe("mounted rows (U11)", () => {
  it("are all rows while there are few", () => {
    expect(mountedRange(keys, undefined, 400)).toEqual({ from: 0, to: 100 });
    expect(mountedRange([], undefined)).toEqual({ from: 0, to: 0 });
  });

  it("are the newest when there is no centre", () => {
    expect(mountedRange(keys, undefined, 40)).toEqual({ from: 60, to: 100 });
  });

  it.each([
    ["k50", { from: 30, to: 70 }],
    ["k3", { from: 0, to: 40 }],
    ["k97", { from: 60, to: 100 }],
  ])("surround %s and never fall short of the bound", (key, range) => {
    expect(mountedRange(keys, key, 40)).toEqual(range);
  });

  it("fall back to the newest when the centre is gone", () => {
    expect(mountedRange(keys, "gone", 40)).toEqual({ from: 60, to: 100 });
  });
});
