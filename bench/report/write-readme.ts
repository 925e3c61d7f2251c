import { readFileSync, writeFileSync } from "node:fs";
import type { Results } from "../results.ts";
import { describeRun } from "./describe-run.ts";
import type { Row } from "./row.ts";
import { markdownTable } from "./table.ts";

const README = new URL("../README.md", import.meta.url);
const BEGIN = "<!-- results: written by npm run bench -- --write-readme -->";
const END = "<!-- end of results -->";

/** Replaces the results in bench/README.md by those of this run. */
export function writeReadme(rows: readonly Row[], results: Results): void {
  const text = readFileSync(README, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error("bench/README.md has lost the place of its results");
  const conditions = describeRun(results)
    .split("\n")
    .map((line) => `- ${line}`)
    .join("\n");
  const section = `${BEGIN}\n\n${conditions}\n\n${markdownTable(rows)}\n\n`;
  writeFileSync(README, text.slice(0, from) + section + text.slice(to));
}
