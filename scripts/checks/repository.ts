import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../..");

export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

const NOT_OURS = /(^|\/)(node_modules|\.next|\.git|test-results|playwright-report|data)$/;

/** Paths of our own files, relative to the root, in order. */
export function ownFiles(...patterns: string[]): string[] {
  return globSync(patterns, {
    cwd: root,
    exclude: (path) => NOT_OURS.test(path),
  }).sort();
}

/** The rows of the Markdown table whose head has these cells, cell by cell. */
export function tableRows(document: string, head: readonly string[]): string[][] {
  const lines = document.split("\n");
  const start = lines.findIndex((line) => line.startsWith("|") && cells(line).join("|") === head.join("|"));
  if (start < 0) throw new Error(`There is no table with the head ${head.join(" | ")}.`);
  const rest = lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return (end < 0 ? rest : rest.slice(0, end)).map(cells);
}

function cells(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** What is between backticks in a text. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? "");
}
