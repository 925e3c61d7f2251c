import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Child } from "./child.ts";
import { lock, tryLock } from "./file-lock.ts";
import { StartError } from "./start-error.ts";
import { hashOfWebSources } from "./web-sources.ts";

const BUILDS = ".next/builds";
/** Older builds are kept for going back and forth between two versions. */
const BUILDS_KEPT = 3;
/** Written last: a directory without it is not a whole build. */
const COMPLETE = "COMPLETE";

export interface WebBuild {
  /** relative to the root, as Next wants it */
  directory: string;
  /** From now on somebody else may remove it. */
  release: () => void;
}

interface Options {
  root: string;
  env: NodeJS.ProcessEnv;
  onBuilding?: () => void;
  /** gives up, and ends a build that runs */
  stop?: AbortSignal | undefined;
}

/**
 * A complete web build of the sources as they are now, made only if there is none yet. Each version of the sources
 * has a directory of its own, so that starting a new one never pulls the files away from under one that runs; many
 * may serve from a build, one alone may make or remove it.
 */
export async function ensureWebBuild({ root, env, onBuilding, stop }: Options): Promise<WebBuild> {
  for (;;) {
    const version = hashOfWebSources(root);
    const directory = join(BUILDS, version);
    const marker = join(root, directory, COMPLETE);
    const shared = await lock(lockOf(root, version), "shared", stop);
    if (existsSync(marker)) {
      utimesSync(marker, new Date(), new Date());
      return { directory, release: shared };
    }
    shared();
    const alone = await lock(lockOf(root, version), "exclusive", stop);
    try {
      // Somebody else may have built it while we waited; and whoever edits during a build gets the next one.
      if (existsSync(marker)) continue;
      onBuilding?.();
      await build(root, directory, { env, stop });
      if (hashOfWebSources(root) === version) writeFileSync(marker, "");
    } finally {
      alone();
    }
    removeOldBuilds(root);
  }
}

async function build(
  root: string,
  directory: string,
  { env, stop }: Pick<Options, "env" | "stop">,
): Promise<void> {
  rmSync(join(root, directory), { recursive: true, force: true });
  mkdirSync(join(root, directory), { recursive: true });
  const child = new Child({
    name: "The build of the web app",
    script: ["node_modules/next/dist/bin/next", "build"],
    cwd: root,
    env: { ...withoutPublic(env), NODE_ENV: "production", WEB_BUILD_DIR: directory },
  });
  const end = () => void child.stop();
  stop?.addEventListener("abort", end);
  const code = await child.ended;
  stop?.removeEventListener("abort", end);
  stop?.throwIfAborted();
  if (code !== 0 || !existsSync(join(root, directory, "BUILD_ID")))
    throw new StartError(`The web app could not be built:\n${child.output.trim()}`);
}

/** Next writes the public variables of a build's environment into it, and this build is for any environment. */
function withoutPublic(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("NEXT_PUBLIC_")));
}

function removeOldBuilds(root: string): void {
  const builds = readdirSync(join(root, BUILDS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, usedAt: usedAt(join(root, BUILDS, name, COMPLETE)) }))
    .sort((a, b) => b.usedAt - a.usedAt);
  for (const { name } of builds.slice(BUILDS_KEPT)) {
    const release = tryLock(lockOf(root, name), "exclusive");
    if (release === undefined) continue;
    rmSync(join(root, BUILDS, name), { recursive: true, force: true });
    release();
  }
}

function usedAt(marker: string): number {
  return statSync(marker, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function lockOf(root: string, version: string): string {
  return join(root, BUILDS, `${version}.lock`);
}
