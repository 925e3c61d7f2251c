import { expect, test } from "vitest";
import { openMemoryStore } from "../test/support/memory-store.ts";
import { VirtualClock } from "../test/support/virtual-clock.ts";
import { AppError } from "./domain/app-error.ts";
import { Readiness } from "./readiness.ts";

const unavailable = expect.objectContaining({ code: "unavailable" });

test("a server with a store that answers is ready, and leaves no timer behind", async () => {
  const clock = new VirtualClock();
  const readiness = new Readiness({ store: openMemoryStore({ clock }), clock });
  await readiness.check();
  expect(clock.pending).toBe(0);
});

test("one with a store that fails is not", async () => {
  const clock = new VirtualClock();
  const store = openMemoryStore({ clock });
  await store.close();
  const failure = new Readiness({ store, clock }).check();
  await expect(failure).rejects.toBeInstanceOf(AppError);
  await expect(failure).rejects.toEqual(unavailable);
  expect(clock.pending).toBe(0);
});

test("one with a store that hangs is not, two seconds later", async () => {
  const clock = new VirtualClock();
  const store = { ...openMemoryStore({ clock }), ping: () => new Promise<void>(() => {}) };
  const failure = new Readiness({ store, clock }).check();
  const refused = expect(failure).rejects.toEqual(unavailable);
  await clock.advance(2_000);
  await refused;
});

test("one that stops is not, whatever its store says (G15)", async () => {
  const clock = new VirtualClock();
  const readiness = new Readiness({ store: openMemoryStore({ clock }), clock });
  readiness.drain();
  await expect(readiness.check()).rejects.toEqual(unavailable);
});
