import { expect, test } from "vitest";
import { readText, tableRows } from "../../scripts/checks/repository.ts";
import { catalogue } from "./catalogue.ts";

/** In a real browser: e2e/faults.spec.ts. */
const IN_BROWSER = ["F47", "F49"];

test("SPEC lists the faults that are tried, and the catalogue tries them, each under one number", () => {
  const rows = tableRows(readText("protocol/SPEC.md"), ["Fault", "What is broken", "What holds"]);
  const tried = rows.filter(([id = ""]) => !IN_BROWSER.includes(id));
  const known = catalogue.map(({ id, fault, expected }) => [id, fault, expected]);
  expect(tried).toEqual(known.toSorted(([one = ""], [other = ""]) => (one < other ? -1 : 1)));
  expect(rows.map(([id]) => id)).toEqual(expect.arrayContaining(IN_BROWSER));
  expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
});
