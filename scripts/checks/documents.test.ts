import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { Environment } from "../../server/src/config.ts";
import { codeIn, ownFiles, readText, root, tableRows } from "./repository.ts";

const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "protocol/SPEC.md",
  "bench/README.md",
  "docs/scaling.md",
];
const manifest = JSON.parse(readText("package.json")) as { scripts: Record<string, string> };

/** A path of this repository, or a pattern of such paths; not a URL path, a command, a type or a JSON shape. */
const PATH = /^(?!\/|\.\/data)[\w.*{},@[\]-]+(\/[\w.*{},@[\]-]+)*\/?$/;
const FILE_NAME = /^[\w.-]+\.(ts|tsx|mjs|json|md|css|yaml)$/;

function pathsNamedIn(path: string): string[] {
  const text = readText(path).replace(/^```[\s\S]*?^```/gm, "");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map((match) =>
    join(dirname(path), match[1] ?? ""),
  );
  const named = codeIn(text).filter(
    (code) => PATH.test(code) && (code.includes("/") || FILE_NAME.test(code)),
  );
  return [...links, ...named.filter((code) => !/^(application|text)\//.test(code))];
}

test.each(DOCUMENTS)("every path that %s names exists", (document) => {
  const missing = pathsNamedIn(document).filter((path) =>
    path.includes("*") ? globSync(path, { cwd: root }).length === 0 : !existsSync(join(root, path)),
  );
  expect(missing).toEqual([]);
});

test("these are all the documents there are", () => {
  expect(ownFiles("**/*.md")).toEqual([...DOCUMENTS].sort());
});

test.each(DOCUMENTS)("every npm script that %s names exists", (document) => {
  const named = [...readText(document).matchAll(/npm run (?:-\w+ )*([\w:-]+)/g)].map(
    (match) => match[1] ?? "",
  );
  for (const name of named) expect(manifest.scripts).toHaveProperty([name]);
});

test("README and CONTRIBUTING name every npm script that a person runs", () => {
  const text = readText("CONTRIBUTING.md") + readText("README.md");
  const partOfCheck = ["format-lint", "typecheck"];
  const missing = Object.keys(manifest.scripts).filter((name) => {
    const command = name === "start" || name === "test" ? `npm ${name}` : `npm run ${name}`;
    return !text.includes(command) && !partOfCheck.includes(name);
  });
  expect(missing).toEqual([]);
});

test("README lists every variable of the configuration, with its default and meaning", () => {
  const example = readText(".env.example");
  const expected = Object.entries(Environment.shape).map(([name, schema]) => {
    const otherwise = new RegExp(`^${name}=(.*)$`, "m").exec(example)?.[1];
    return [`\`${name}\``, otherwise ? `\`${otherwise}\`` : "none", schema.description];
  });
  expect(tableRows(readText("README.md"), ["Variable", "Default", ""])).toEqual(expected);
});

test("the import table of ARCHITECTURE is the one that is checked", () => {
  const rules = [...readText(".dependency-cruiser.mjs").matchAll(/(?:name: |rule\(\s*)"([a-z-]+)"/g)];
  const named = codeIn(readText("ARCHITECTURE.md"));
  for (const [, rule] of rules) expect(named).toContain(rule);
});
