/**
 * Loaded before the server's entry: takes the second that loading modules costs before anybody waits for it, so that a
 * killed server is back in a fraction of that, and lets the entry run when it is told to. The server's threads, which
 * are given the same arguments, do not wait.
 */
import { once } from "node:events";
import { flushCompileCache } from "node:module";
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  await import("../../server/src/config.ts");
  await import("../../server/src/server.ts");
  // A process that is killed does not keep what it has compiled.
  flushCompileCache();
  await once(process.stdin, "data");
  process.stdin.destroy();
}
