import { describe, expect, test } from "vitest";
import { noCounts } from "./chat-counters.ts";
import type { Outcome } from "./outcome.ts";
import { Scope } from "./scope.ts";
import { SeededRandom } from "./support/seeded-random.ts";
import { VirtualClock } from "./support/virtual-clock.ts";
import { Sync, type SyncStep } from "./sync.ts";

const DONE: Outcome<SyncStep> = { ok: true, value: { hasMore: false } };
const MORE: Outcome<SyncStep> = { ok: true, value: { hasMore: true } };
const failed = (retryAfter?: number): Outcome<SyncStep> => ({
  ok: false,
  code: "unavailable",
  detail: "",
  retry: true,
  retryAfter,
});

/** A sync whose steps answer these, then that all is well. */
function syncing(answers: Outcome<SyncStep>[] = []) {
  const clock = new VirtualClock();
  const counters = noCounts();
  const device = { visible: true, online: true };
  const seen = { done: 0, woke: 0 };
  const sync = new Sync({
    scope: new Scope(clock),
    clock,
    random: new SeededRandom(3),
    device: { visible: () => device.visible, online: () => device.online, onChange: () => () => {} },
    counters,
    step: async () => answers.shift() ?? DONE,
    done: () => {
      seen.done += 1;
    },
    woke: () => {
      seen.woke += 1;
    },
  });
  return { sync, clock, counters, device, seen };
}

describe("a sync", () => {
  test("runs when it starts, and goes on while there is more", async () => {
    const { sync, clock, counters, seen } = syncing([MORE, MORE]);
    sync.start();
    await clock.advance(0);
    expect([counters.syncs, seen.done]).toEqual([3, 1]);
  });

  test("G8 runs again within 30 s while the document is visible, and not while it is hidden", async () => {
    const { sync, clock, counters, device } = syncing();
    sync.start();
    for (let minute = 1; minute <= 10; minute += 1) {
      const before = counters.syncs;
      await clock.advance(30_000);
      expect(counters.syncs).toBeGreaterThan(before);
    }
    device.visible = false;
    await clock.advance(30_000);
    const before = counters.syncs;
    await clock.advance(300_000);
    expect(counters.syncs).toBe(before);
  });

  test("makes one more step for what happens while it runs, however often that is", async () => {
    const { sync, clock, counters } = syncing();
    sync.start();
    for (let count = 0; count < 5; count += 1) sync.trigger();
    await clock.advance(0);
    expect(counters.syncs).toBe(2);
  });

  test("that fails tries again with a growing back-off, also in a hidden document", async () => {
    const { sync, clock, counters, device, seen } = syncing(Array.from({ length: 6 }, () => failed()));
    device.visible = false;
    sync.start();
    await clock.advance(999);
    expect([counters.syncs, counters.syncFailures]).toEqual([1, 1]);
    await clock.advance(120_000);
    expect([counters.syncFailures, seen.done]).toEqual([6, 1]);
  });

  test("leaves the server alone for as long as that asks", async () => {
    const { sync, clock, counters } = syncing([failed(20_000)]);
    sync.start();
    await clock.advance(19_999);
    sync.trigger();
    await clock.advance(0);
    expect(counters.syncs).toBe(1);
    await clock.advance(1);
    expect(counters.syncs).toBe(2);
  });

  test("U80 runs at once when the device wakes, and not when its clock is set back", async () => {
    const { sync, clock, counters, seen } = syncing();
    sync.start();
    await clock.advance(1);
    clock.jump(-86_400_000);
    await clock.advance(5_000);
    expect(seen.woke).toBe(0);
    clock.jump(86_400_000);
    const before = counters.syncs;
    await clock.advance(5_000);
    expect([seen.woke, counters.syncs - before]).toEqual([1, 1]);
  });

  test("that is stopped does nothing more", async () => {
    const { sync, clock, counters } = syncing();
    sync.start();
    await clock.advance(1);
    sync.stop();
    sync.trigger();
    await clock.advance(300_000);
    expect([counters.syncs, clock.pending]).toEqual([1, 0]);
  });
});
