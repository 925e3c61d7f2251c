import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Everything that can change what `next build` makes. */
const SOURCES = [
  "{app,components,lib,public}/**/*.*",
  "protocol/src/*.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig{,.base}.json",
  "package-lock.json",
];
const TEST = /\.test\.tsx?$/;

/** Identifies a web build by what goes into it: the sources, and nothing of the environment in which it will be served. */
export function hashOfWebSources(root: string): string {
  const hash = createHash("sha256");
  const files = globSync(SOURCES, { cwd: root }).filter((path) => !TEST.test(path));
  for (const path of files.sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}
