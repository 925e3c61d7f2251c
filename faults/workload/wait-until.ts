import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 25;

/** Resolves as soon as the condition holds. @throws after so many milliseconds, with what was waited for */
export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  { within, what }: { within: number; what: string | (() => string) },
): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await holds())) {
    if (performance.now() > deadline)
      throw new Error(`not within ${within} ms: ${typeof what === "string" ? what : what()}`);
    await delay(POLL_MS);
  }
}
