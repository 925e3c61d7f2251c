/** A record of our log about something that went wrong, as far as a person at a terminal cares. */
interface Failure {
  level: string;
  msg: string;
  error: { message: string; stack: string };
}

/** What goes without saying: that it is up, to whoever has waited for it, and that it ended because of its failure. */
const OBVIOUS: ReadonlySet<unknown> = new Set(["ready", "stopped"]);

/**
 * What a program of ours wrote, for a terminal: of a record about its end the sentence that says why, without the stack
 * and the causes; of everything else, itself.
 */
export function plainLog(output: string): string {
  return output
    .trim()
    .split("\n")
    .flatMap((line) => {
      const record = parsed(line);
      if (isFailure(record)) return [sentenceOf(record)];
      return isRecord(record) && OBVIOUS.has(record["msg"]) ? [] : [line];
    })
    .join("\n");
}

function sentenceOf({ error }: Failure): string {
  const first = /^(?:\w+: )?([\s\S]*?)\n\s+at /.exec(error.stack)?.[1];
  return first ?? error.message;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isFailure(value: unknown): value is Failure {
  if (!isRecord(value) || value["level"] !== "fatal" || !isRecord(value["error"])) return false;
  return typeof value["error"]["message"] === "string" && typeof value["error"]["stack"] === "string";
}
