import { MongoNetworkError } from "mongodb";
import { Registry } from "prom-client";
import { beforeEach, expect, test } from "vitest";
import { VirtualClock } from "../../../test/support/virtual-clock.ts";
import { openLog } from "../../log.ts";
import { Access } from "./access.ts";
import { Outage } from "./outage.ts";

const INSIDE_MAX = 3;

let clock: VirtualClock;
let registry: Registry;
let access: Access;
/** whether the database answers a probe */
let answers: boolean;
let probes: number;
/** those of them over new connections */
let anew: number;

beforeEach(() => {
  clock = new VirtualClock();
  registry = new Registry();
  answers = false;
  probes = 0;
  anew = 0;
  const probe = async () => {
    probes += 1;
    if (!answers) throw new MongoNetworkError("nobody there");
  };
  const probeAnew = () => {
    anew += 1;
    return probe();
  };
  const outage = new Outage({ probe, probeAnew, clock, log: openLog("silent"), registry });
  access = new Access(clock, outage, INSIDE_MAX);
});

const never = () => new Promise<never>(() => {});
const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => "answered",
    (error: { code?: string; retryAfter?: number }) => `${error.code} ${error.retryAfter}`,
  );

test("F30 a call that hangs ends within 5 s, and nobody after it waits", async () => {
  const first = outcomeOf(access.run(never));
  await clock.advance(4_499);
  expect(clock.pending).toBeGreaterThan(0);
  let begun = 0;
  await clock.advance(1);
  expect(await first).toBe("unavailable 1");
  const second = access.run(async () => {
    begun += 1;
  });
  expect(await outcomeOf(second)).toBe("unavailable 1");
  expect(begun).toBe(0);
});

test("F06 a lost connection refuses what comes next, until the database answers again", async () => {
  const broken = access.run(() => Promise.reject(new MongoNetworkError("cut")));
  expect(await outcomeOf(broken)).toBe("unavailable 1");
  expect(await outcomeOf(access.run(async () => 1))).toBe("unavailable 1");
  await clock.advance(60_000);
  expect(await outcomeOf(access.run(async () => 1))).toBe("unavailable 1");
  answers = true;
  await clock.advance(2_000);
  expect(await outcomeOf(access.run(async () => 1))).toBe("answered");
});

test("a false alarm is over after one question; a real one is asked about over new connections", async () => {
  const alarm = () => outcomeOf(access.run(() => Promise.reject(new MongoNetworkError("cut"))));
  answers = true;
  await alarm();
  await clock.advance(0);
  expect([probes, anew]).toStrictEqual([1, 0]);
  answers = false;
  await alarm();
  await clock.advance(100 + 200);
  expect([probes, anew]).toStrictEqual([4, 2]);
});

test("it is asked at growing intervals, 2 s at most, and each time is counted", async () => {
  await outcomeOf(access.run(() => Promise.reject(new MongoNetworkError("cut"))));
  await clock.advance(0);
  expect(probes).toBe(1);
  await clock.advance(100 + 200 + 400);
  expect(probes).toBe(4);
  await clock.advance(800 + 1_600 + 10 * 2_000);
  expect(probes).toBe(16);
  const text = await registry.metrics();
  expect(text).toContain("duologue_database_outages_total 1");
  expect(text).toContain("duologue_database_probes_total 16");
});

test("an answer that says what is wrong is no outage", async () => {
  const refused = access.run(() => Promise.reject(new TypeError("ours")));
  await expect(refused).rejects.toThrow(TypeError);
  expect(await outcomeOf(access.run(async () => 1))).toBe("answered");
});

test("G14 more calls than are ever under way at a database that answers are refused", async () => {
  const waiting = Array.from({ length: INSIDE_MAX }, () => outcomeOf(access.run(never)));
  await expect(access.run(async () => 1)).rejects.toThrow("does not keep up");
  await clock.advance(4_500);
  expect(await Promise.all(waiting)).toStrictEqual(waiting.map(() => "unavailable 1"));
});

test("closing ends the questions", async () => {
  await outcomeOf(access.run(() => Promise.reject(new MongoNetworkError("cut"))));
  await access.close();
  const asked = probes;
  await clock.advance(60_000);
  expect(probes).toBe(asked);
  expect(clock.pending).toBe(0);
});
