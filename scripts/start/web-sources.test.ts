import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hashOfWebSources } from "./web-sources.ts";

let root: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "duologue-sources-"));
  write("app/messages/page.tsx", "page");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each([
  "app/messages/page.tsx",
  "app/globals.css",
  "components/thread/thread.tsx",
  "lib/socket.ts",
  "public/robots.txt",
  "protocol/src/limits.ts",
  "proxy.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "tsconfig.base.json",
  "package-lock.json",
])("a change in %s asks for a new build", (path) => {
  const before = hashOfWebSources(root);
  write(path, "changed");
  expect(hashOfWebSources(root)).not.toBe(before);
});

test("a file that moves asks for one too", () => {
  const before = hashOfWebSources(root);
  rmSync(join(root, "app/messages"), { recursive: true });
  write("app/letters/page.tsx", "page");
  expect(hashOfWebSources(root)).not.toBe(before);
});

test.each(["lib/socket.test.ts", "server/src/index.ts", "e2e/x.spec.ts", "README.md", ".env.local"])(
  "%s does not",
  (path) => {
    const before = hashOfWebSources(root);
    write(path, "changed");
    expect(hashOfWebSources(root)).toBe(before);
  },
);
