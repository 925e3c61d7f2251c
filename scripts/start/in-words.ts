import { StartError } from "./start-error.ts";

/** A mistake of the person at the terminal in a sentence, one of ours with its stack. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const mistyped = "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  return error instanceof StartError || mistyped ? error.message : (error.stack ?? error.message);
}
