import { setFlagsFromString } from "node:v8";

/** How far the heap of old objects may grow after a full collection before the next one, in per cent of what is alive. */
export const GROWTH = "--heap-growing-percent=300";

/**
 * Lets full garbage collections wait until three quarters of the heap may be garbage. V8 by itself collects a small heap
 * after every few thousand messages, and each time everybody waits for up to 100 ms where the server has one core. The
 * limit of the heap as a whole stays what it is. Call it first of all: threads that are there already keep their habits.
 */
export function collectSeldom(): void {
  setFlagsFromString(GROWTH);
}
