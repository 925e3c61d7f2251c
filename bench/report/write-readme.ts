import { readFileSync, writeFileSync } from "node:fs";
import type { Report } from "./report-file.ts";
import { markdownTable } from "./table.ts";

const README = new URL("../README.md", import.meta.url);
const BEGIN = "<!-- results: written by npm run bench -- --write-readme -->";
const END = "<!-- end of results -->";

/** Replaces the results in bench/README.md by those of this run. */
export function writeReadme({ rows, conditions }: Report): void {
  const text = readFileSync(README, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error("bench/README.md has lost the place of its results");
  const section = `${BEGIN}\n\n${conditions.map((line) => `- ${line}`).join("\n")}\n\n${markdownTable(rows)}\n\n`;
  writeFileSync(README, text.slice(0, from) + section + text.slice(to));
}
