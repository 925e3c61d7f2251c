import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A script that a browser fetches before a page can be used. */
export interface RouteScript {
  /** below `/_next/` */
  path: string;
  /** compressed as web servers do it */
  bytes: number;
}

/**
 * The scripts of a page of a finished web build, by the manifests that Next itself renders the script elements from:
 * those of every page, and those of this page, its layout and what may stand in its place. Code that is fetched later,
 * and the polyfills that no current browser runs, are not among them.
 * @param route as Next names a page, such as "/messages/page"
 */
export function routeScripts(build: string, route: string): RouteScript[] {
  const shared = rootMainFiles(readFileSync(join(build, "build-manifest.json"), "utf8"));
  const manifest = join(build, "server/app", `${route}_client-reference-manifest.js`);
  const own = Object.values(entryFiles(readFileSync(manifest, "utf8"))).flat();
  return [...new Set([...shared, ...own])].map((path) => ({
    path,
    bytes: gzipSync(readFileSync(join(build, path))).length,
  }));
}

export function totalBytes(scripts: readonly RouteScript[]): number {
  return scripts.reduce((sum, { bytes }) => sum + bytes, 0);
}

function rootMainFiles(json: string): string[] {
  const manifest: unknown = JSON.parse(json);
  if (!isRecord(manifest) || !isPaths(manifest["rootMainFiles"])) throw unknownShape("build-manifest.json");
  return manifest["rootMainFiles"];
}

/** The manifest is a script that puts one JSON object into a global: `globalThis.__RSC_MANIFEST["…"] = {…}`. */
function entryFiles(script: string): Record<string, string[]> {
  const json = /\] ?= ?(\{.*\});?\s*$/s.exec(script)?.[1];
  const manifest: unknown = json === undefined ? undefined : JSON.parse(json);
  const files = isRecord(manifest) ? manifest["entryJSFiles"] : undefined;
  if (!isRecord(files)) throw unknownShape("the manifest of client references");
  return Object.fromEntries(
    Object.entries(files).map(([entry, paths]) => {
      if (!isPaths(paths)) throw unknownShape("the manifest of client references");
      return [entry, paths];
    }),
  );
}

function unknownShape(what: string): Error {
  return new Error(
    `Next has changed the shape of ${what}; bring scripts/bundle/route-scripts.ts up to date.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((path) => typeof path === "string");
}
