import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";

/** What a figure depends on besides the code. */
export interface Environment {
  date: string;
  node: string;
  sqlite: string;
  kernel: string;
  cpu: string;
  cores: number;
  memoryGiB: number;
  /** of the last minute: how many threads wanted these cores before the run added its own */
  loadAverage: number;
  libraries: Record<string, string>;
  commit: string;
  coresSeparated: boolean;
}

export function describeEnvironment(coresSeparated: boolean): Environment {
  const all = cpus();
  return {
    date: new Date().toISOString(),
    node: process.versions.node,
    sqlite: process.versions["sqlite"] ?? "unknown",
    kernel: release(),
    cpu: all[0]?.model.trim() ?? "unknown",
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAverage: loadavg()[0] ?? Number.NaN,
    libraries: Object.fromEntries(["express", "socket.io", "ws"].map((name) => [name, versionOf(name)])),
    commit: currentCommit(),
    coresSeparated,
  };
}

function versionOf(library: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL(`../../node_modules/${library}/package.json`, import.meta.url), "utf8"),
  );
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

function currentCommit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: import.meta.dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return "unknown"; // an unpacked archive has no history
  }
}
