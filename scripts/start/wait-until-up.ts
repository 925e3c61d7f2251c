import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "./child.ts";
import { plainLog } from "./plain-log.ts";
import { StartError } from "./start-error.ts";

const UP_WITHIN_MS = 60_000;

/** Resolves when the child answers this address with a success; a child that ends instead says why in its own words. */
export async function waitUntilUp(child: Child, url: string, stop?: AbortSignal): Promise<void> {
  const deadline = AbortSignal.timeout(UP_WITHIN_MS);
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  while (!deadline.aborted) {
    stop?.throwIfAborted();
    if (ended) throw new StartError(`${child.name} stopped while starting:\n${plainLog(child.output)}`);
    if (await answers(url)) return;
    await pause(50);
  }
  throw new StartError(`${child.name} did not answer at ${url} within a minute:\n${plainLog(child.output)}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}
