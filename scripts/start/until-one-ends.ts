import type { Child } from "./child.ts";
import { StartError } from "./start-error.ts";

/** Lets programs run, and shows what they say. @throws StartError when one ends before a stop is asked for */
export async function untilOneEnds(programs: readonly Child[], stop: AbortSignal): Promise<void> {
  for (const program of programs) program.show();
  const stopped = new Promise<undefined>((resolve) => {
    if (stop.aborted) resolve(undefined);
    stop.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const ended = await Promise.race([stopped, ...programs.map((one) => one.ended.then(() => one))]);
  if (ended === undefined || stop.aborted) return;
  // At once, before the other ones say that they stop.
  process.stderr.write(`${ended.name} has ended; stopping.\n`);
  throw new StartError("Stopped.");
}
