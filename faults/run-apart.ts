import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Result } from "./run-case.ts";

interface ApartOptions {
  /** the module that runs one case and sends its `Result` */
  entry: string;
  args: readonly string[];
  /** a case that is not over after so many milliseconds hangs */
  within: number;
  /** ends it before that, and why */
  signal: AbortSignal;
}

/** What it said last, in case that is all there is to go by. */
const LAST_LINES = 20;
/** Its servers end with it, for which it gets so long, in milliseconds. */
const FAREWELL_MS = 10_000;

/**
 * Runs a case in a process of its own, so that there is a result whatever happens to it: a crash, a lack of memory, an
 * event loop with nothing left in it, or no end at all. Never rejects.
 */
export async function runApart({ entry, args, within, signal }: ApartOptions): Promise<Result> {
  const child = fork(entry, args, { stdio: ["ignore", "inherit", "pipe", "ipc"] });
  const last: string[] = [];
  if (child.stderr)
    createInterface(child.stderr).on("line", (line) => {
      last.push(line);
      if (last.length > LAST_LINES) last.shift();
    });
  let result: Result | undefined;
  child.on("message", (message: Result) => {
    result = message;
  });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(within)]);
  const stop = () => endOf(child);
  if (limit.aborted) stop();
  else limit.addEventListener("abort", stop);
  const [code, by] = await closed(child);
  limit.removeEventListener("abort", stop);
  if (result !== undefined) return result;
  return {
    outcome: "failed",
    why: [withoutResult({ signal, limit, code, by, within }), ...last].join("\n  "),
  };
}

async function closed(child: ChildProcess): Promise<(number | string | null)[]> {
  try {
    return await once(child, "close");
  } catch (error) {
    return [null, String(error)];
  }
}

function endOf(child: ChildProcess): void {
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), FAREWELL_MS);
  child.once("close", () => clearTimeout(patience));
}

interface Ending extends Pick<ApartOptions, "signal" | "within"> {
  limit: AbortSignal;
  code: number | string | null | undefined;
  by: number | string | null | undefined;
}

function withoutResult({ signal, limit, code, by, within }: Ending): string {
  if (signal.aborted) return String(signal.reason);
  if (limit.aborted) return `it was not over within ${within / 60_000} minutes`;
  return `its process ended with ${by ?? code} before there was a result`;
}
