import { describe, expect, it } from "vitest";
import type { Row } from "./rows";
import { STRETCH_ROWS, STRETCH_ROWS_MAX, Stretches } from "./stretches";
import { rowsNamed } from "./support/rows-named";

const numbered = (from: number, to: number) =>
  rowsNamed(Array.from({ length: to - from }, (_, index) => `m${from + index}`));

/** The stretch of each row, by the row's key. */
const homes = (division: Stretches, rows: readonly Row[]) =>
  new Map(division.of(rows).flatMap(({ id, rows }) => rows.map((row) => [row.item.key, id] as const)));

describe("stretches of rows", () => {
  it("hold every row once, in order, and no more of them than they may", () => {
    const rows = numbered(0, 130);
    const stretches = new Stretches().of(rows);
    expect(stretches.flatMap((stretch) => stretch.rows)).toEqual(rows);
    expect(Math.max(...stretches.map((stretch) => stretch.rows.length))).toBe(STRETCH_ROWS);
    expect(new Stretches().of([])).toEqual([]);
  });

  it("are left alone by history that comes above", () => {
    const division = new Stretches();
    const rows = numbered(100, 160);
    const before = division.of(rows);
    const now = division.of([...numbered(50, 100), ...rows]);
    expect(now.slice(-before.length)).toEqual(before);
    expect(now.slice(-before.length).every((stretch, index) => stretch === before[index])).toBe(true);
  });

  it("take up what is written below, until they are full", () => {
    const division = new Stretches();
    const rows = numbered(0, STRETCH_ROWS + 2);
    expect(division.of(rows.slice(0, STRETCH_ROWS - 1))).toHaveLength(1);
    expect(division.of(rows.slice(0, STRETCH_ROWS))).toHaveLength(1);
    expect(division.of(rows).map((stretch) => stretch.rows.length)).toEqual([STRETCH_ROWS, 2]);
  });

  it("keep each row where it is when others go, come between, or come back", () => {
    const division = new Stretches();
    const rows = numbered(0, 100);
    const before = homes(division, rows);
    const [between] = rowsNamed(["between"]);
    const fewer = rows.toSpliced(0, 40);
    for (const now of [fewer, between ? fewer.toSpliced(10, 0, between) : [], rows])
      for (const [key, home] of homes(division, now)) expect(home).toBe(before.get(key) ?? home);
  });

  it("keep a row that waits at their end where it is, whatever comes before it when they are full", () => {
    const division = new Stretches();
    const rows = numbered(0, STRETCH_ROWS - 1);
    const [waiting] = rowsNamed(["waiting"]);
    if (waiting === undefined) throw new Error("There is no row");
    const before = homes(division, [...rows, waiting]).get("waiting");
    const withMore = (count: number) => [...rows, ...numbered(200, 200 + count), waiting];
    for (const count of [1, 2, 4, 8, STRETCH_ROWS])
      expect(homes(division, withMore(count)).get("waiting")).toBe(before);
    const sizes = division.of(withMore(10 * STRETCH_ROWS)).map((stretch) => stretch.rows.length);
    expect(Math.max(...sizes)).toBe(STRETCH_ROWS_MAX);
  });

  it("take in a row that has moved to behind its own, so that none stands in two places", () => {
    const division = new Stretches();
    const rows = numbered(0, STRETCH_ROWS + 5);
    division.of(rows);
    const moved = [...rows.slice(1), ...rows.slice(0, 1)];
    const stretches = division.of(moved);
    expect(stretches.flatMap((stretch) => stretch.rows)).toEqual(moved);
    expect(new Set(stretches.map(({ id }) => id)).size).toBe(stretches.length);
  });
});
