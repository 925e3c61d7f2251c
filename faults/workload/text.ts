import { createHash } from "node:crypto";

interface TextParts {
  /** of the conversation */
  canary: string;
  /** of this run of the suite */
  run: string;
  /** the device that writes it */
  writer: string;
  n: number;
  /** characters of four bytes that make it longer */
  padding?: number;
}

/** A text that proves whose it is and that nothing happened to it on its way: canary:run:writer:n:padding:sha. */
export function provenText({ canary, run, writer, n, padding = 0 }: TextParts): string {
  const text = `${canary}:${run}:${writer}:${n}:${"🌊".repeat(padding)}`;
  return `${text}:${hashOf(text)}`;
}

export function isProven(text: string): boolean {
  const end = text.lastIndexOf(":");
  return hashOf(text.slice(0, end)) === text.slice(end + 1);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
