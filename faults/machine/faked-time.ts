import { existsSync, globSync } from "node:fs";

/** Where Debian's package `faketime` puts its library. */
const LIBRARIES = ["/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib/faketime/libfaketimeMT.so.1"];

export function fakeTimeLibrary(): string | undefined {
  return LIBRARIES.flatMap((pattern) => globSync(pattern)).find((path) => existsSync(path));
}

/**
 * The environment under which a process has a wrong wall clock: by so much ("+24h"), or from so many seconds since 1970 on
 * ("@2100-01-01 00:00:00"). Timers go on as they should: only the wall clock of a real machine jumps.
 */
export function fakedTime(time: string): Record<string, string> {
  return { ...fakedTimeBase(), FAKETIME: time };
}

/** The same, where the file says what the time is, at any moment. */
export function fakedTimeFrom(file: string): Record<string, string> {
  return { ...fakedTimeBase(), FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: "1" };
}

function fakedTimeBase(): Record<string, string> {
  const library = fakeTimeLibrary();
  if (library === undefined) throw new Error("libfaketime is not here");
  return { LD_PRELOAD: library, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
}
