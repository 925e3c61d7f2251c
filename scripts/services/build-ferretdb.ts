import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

export const FERRETDB_VERSION = "v1.24.0";

const MODULE = `github.com/FerretDB/FerretDB@${FERRETDB_VERSION}`;
/** Beside what npm fetched; what Go itself keeps makes a second build a matter of seconds. */
const KEPT = new URL("../../node_modules/.cache/duologue-ferretdb", import.meta.url).pathname;
const LOG_MAX_BYTES = 16_777_216;

const run = promisify(execFile);

/**
 * The path of FerretDB's program: a server of MongoDB's protocol, for tests and for trying things. Built when there is
 * none yet, which takes two minutes the first time on a machine.
 * @throws with Go's own words when that fails
 */
export async function buildFerretDb(): Promise<string> {
  const built = join(KEPT, FERRETDB_VERSION);
  if (existsSync(built)) return built;
  process.stdout.write(`Building FerretDB ${FERRETDB_VERSION}; the first time this takes some minutes …\n`);
  mkdirSync(KEPT, { recursive: true });
  const place = mkdtempSync(join(KEPT, "unfinished-"));
  try {
    const sources = await fetchSources(join(place, "sources"));
    const program = join(place, "ferretdb");
    await go(
      ["build", "-buildvcs=false", "-tags=ferretdb_no_postgresql", "-o", program, "./cmd/ferretdb"],
      sources,
    );
    // Two may build at once: what they make is the same.
    renameSync(program, built);
  } finally {
    rmSync(place, { recursive: true });
  }
  return built;
}

/** Go checks what it fetches against its checksum database. */
async function fetchSources(to: string): Promise<string> {
  const answer: { Dir: string } = JSON.parse(await go(["mod", "download", "-json", MODULE], KEPT));
  cpSync(answer.Dir, to, { recursive: true });
  // Go keeps its modules read-only.
  for (const path of ["", ...globSync("**/", { cwd: to })]) chmodSync(join(to, path), 0o755);
  // It does not start without this file, which is made at its release and is not in the module.
  writeFileSync(join(to, "build/version/version.txt"), FERRETDB_VERSION);
  return to;
}

async function go(args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "" };
  const { stdout } = await run("go", args, { cwd, env, maxBuffer: LOG_MAX_BYTES });
  return stdout;
}
