import { expect, test } from "vitest";
import { readOptions, workloads } from "./options.ts";

test("without arguments everything runs in full", () => {
  const options = readOptions([]);
  expect([...options.only]).toEqual([...workloads]);
  expect(options).toMatchObject({ short: false, rounds: 15, roundMs: 10_000, conversations: 10_000 });
});

test("a short run is small but covers everything, and has conversations enough for its people", () => {
  const options = readOptions(["--short"]);
  expect(options.only.size).toBe(workloads.length);
  expect(options.people).toBeGreaterThanOrEqual(options.pairs * 2);
  expect(options.conversations).toBeGreaterThanOrEqual(options.people / 2);
});

test("only a short run leaves out what takes long, unless it is asked for or away", () => {
  expect(readOptions([])).toMatchObject({ tenfold: true, countFlushes: true });
  expect(readOptions(["--short"])).toMatchObject({ tenfold: false, countFlushes: false });
  expect(readOptions(["--no-tenfold", "--no-count-flushes"])).toMatchObject({
    tenfold: false,
    countFlushes: false,
  });
  expect(readOptions(["--short", "--count-flushes"]).countFlushes).toBe(true);
});

test("nobody connects more often than our server lets one person", () => {
  expect(readOptions(["--people", "100", "--pairs", "50"])).toMatchObject({
    idleConnections: 1_000,
    connects: 1_000,
  });
  expect(readOptions([])).toMatchObject({ idleConnections: 8_000, connects: 5_000 });
});

test("many conversations are made for the mix alone, and never more than half of what there can be", () => {
  expect(readOptions(["--only", "sends", "--people", "400"]).conversations).toBe(200);
  expect(readOptions(["--only", "mix", "--people", "40", "--pairs", "10"]).conversations).toBe(390);
});

test("what it does not understand is refused with a sentence", () => {
  expect(() => readOptions(["--only", "everything"])).toThrow("--only must be one of");
  expect(() => readOptions(["--rounds", "many"])).toThrow("--rounds must be a whole number above 0");
  expect(() => readOptions(["--people", "10", "--pairs", "8"])).toThrow("--people must be");
  expect(() => readOptions(["--fast"])).toThrow();
});
