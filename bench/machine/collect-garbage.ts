import { once } from "node:events";
import WebSocket from "ws";

/**
 * Makes a process that was started with --inspect collect its garbage, so that a memory reading counts what is used and
 * not what was not collected yet. `said` is what it printed: the address of its inspector is in there.
 */
export async function collectGarbage(said: string): Promise<void> {
  const address = /Debugger listening on (ws:\S+)/.exec(said)?.[1];
  if (address === undefined) throw new Error("The process has no inspector");
  const inspector = new WebSocket(address);
  await once(inspector, "open");
  /* Twice: what the first run finalises, the second one frees. */
  for (const id of [1, 2]) {
    inspector.send(JSON.stringify({ id, method: "HeapProfiler.collectGarbage" }));
    await once(inspector, "message");
  }
  inspector.close();
  await once(inspector, "close");
}
