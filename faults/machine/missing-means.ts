import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onPath } from "../../scripts/services/on-path.ts";
import type { Means } from "../cases/fault-case.ts";
import { fakeTimeLibrary } from "./faked-time.ts";

/** Why a means cannot be used on this machine; undefined when it can. */
export function missing(means: Means): string | undefined {
  return CHECKS[means]();
}

const CHECKS: Record<Means, () => string | undefined> = {
  faketime: () =>
    fakeTimeLibrary() === undefined ? "libfaketime (package faketime) is not here" : undefined,
  mongodb: () =>
    onPath("mongod") || onPath("go") ? undefined : "neither mongod nor Go, which builds FerretDB, are here",
  prlimit: () =>
    spawnSync("prlimit", ["--pid", String(process.pid)]).status === 0
      ? undefined
      : "prlimit (package util-linux) is not here",
  redis: () => (onPath("redis-server") ? undefined : "redis-server is not here"),
  strace: () => {
    const { error, status } = spawnSync("strace", [
      "-f",
      "-e",
      "trace=fsync",
      "-e",
      "inject=fsync:delay_enter=1",
      "true",
    ]);
    if (error) return "strace is not here";
    return status === 0 ? undefined : "strace may not trace here";
  },
  tmpfs: () => {
    const place = mkdtempSync(join(tmpdir(), "duologue-mount-"));
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", place]).status === 0;
    if (mounted) spawnSync("umount", [place]);
    rmdirSync(place);
    return mounted ? undefined : "a file system may not be mounted here";
  },
};
