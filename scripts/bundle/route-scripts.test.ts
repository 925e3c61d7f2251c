import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { routeScripts, totalBytes } from "./route-scripts.ts";

let build: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(build, path)), { recursive: true });
  writeFileSync(join(build, path), text);
};
const writeManifest = (entries: unknown) =>
  write(
    "server/app/messages/page_client-reference-manifest.js",
    `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["/messages/page"] = ${JSON.stringify({ clientModules: {}, entryJSFiles: entries })}`,
  );

beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), "duologue-bundle-"));
  write("build-manifest.json", JSON.stringify({ rootMainFiles: ["static/react.js"] }));
  for (const name of ["react", "layout", "screen", "later"]) write(`static/${name}.js`, name.repeat(200));
});
afterEach(() => rmSync(build, { recursive: true, force: true }));

test("counts what every page needs and what this one needs, each file once, and nothing that comes later", () => {
  writeManifest({
    "[project]/app/layout": ["static/layout.js"],
    "[project]/app/messages/page": ["static/layout.js", "static/screen.js"],
  });
  const scripts = routeScripts(build, "/messages/page");
  expect(scripts.map(({ path }) => path)).toEqual([
    "static/react.js",
    "static/layout.js",
    "static/screen.js",
  ]);
  const names = ["react", "layout", "screen"];
  const sizes = names.map((name) => gzipSync(name.repeat(200)).length);
  expect(totalBytes(scripts)).toBe(sizes.reduce((sum, size) => sum + size, 0));
});

test("says so when Next writes its manifests in another way", () => {
  writeManifest(undefined);
  expect(() => routeScripts(build, "/messages/page")).toThrow(/changed the shape/);
  writeManifest({ page: "static/screen.js" });
  expect(() => routeScripts(build, "/messages/page")).toThrow(/changed the shape/);
  write("build-manifest.json", "{}");
  expect(() => routeScripts(build, "/messages/page")).toThrow(/changed the shape of build-manifest/);
});
