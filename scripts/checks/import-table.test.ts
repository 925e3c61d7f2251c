import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const FOLDERS = ["app", "components", "lib", "simulation", "server/src", "protocol/src"];

/** For each rule, a file that breaks it and what it imports. What is imported is planted too. */
const VIOLATIONS: Record<string, [file: string, imports: string]> = {
  "no-cycle": ["lib/a-cycle.ts", "./cycle-back.ts"],
  "protocol-is-the-floor": ["protocol/src/up.ts", "../../server/src/domain/ports.ts"],
  "domain-is-pure": ["server/src/domain/matches.ts", "../log.ts"],
  "adapters-see-ports-only": ["server/src/fanout/local.ts", "../domain/conversations.ts"],
  "adapters-are-apart": ["server/src/accounts/sessions.ts", "../storage/write-queue.ts"],
  "stores-are-apart": ["server/src/storage/mongo/log.ts", "../sqlite/rows.ts"],
  "transports-see-the-domain-only": ["server/src/routes/messages.ts", "../sockets/attach.ts"],
  "nothing-imports-index": ["server/src/restart.ts", "./index.ts"],
  "environment-is-read-once": ["server/src/http-server.ts", "./config.ts"],
  "client-core-is-pure": ["lib/timeline.ts", "./socket.ts"],
  "lib-is-below-the-screen": ["lib/announce.ts", "@/components/toast.tsx"],
  "components-see-one-hook": ["components/composer.tsx", "@/lib/socket.ts"],
  "screens-never-see-the-server": ["app/page.tsx", "../server/src/server.ts"],
  "server-never-sees-the-screens": ["server/src/digest.ts", "../../lib/format-day.ts"],
  "simulation-sees-the-cores": ["simulation/world/node.ts", "../../server/src/sockets/bind.ts"],
  "nothing-needs-the-simulation": ["lib/rehearse.ts", "../simulation/run-seed.ts"],
  "tests-are-leaves": ["lib/store.ts", "./store.test.ts"],
};

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string }[] };
}

function cruise(directory: string): Cruise {
  const depcruise = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const options = ["--config", ".dependency-cruiser.mjs", "--output-type", "json"];
  const run = spawnSync(process.execPath, [depcruise, ...options, ...FOLDERS], {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  expect(run.stderr).toBe("");
  return JSON.parse(run.stdout) as Cruise;
}

/** A file that imports these, in a copy of the layout. */
function plant(directory: string, file: string, imports: string[]): void {
  mkdirSync(dirname(join(directory, file)), { recursive: true });
  const lines = imports.map((path, index) => `import { planted as planted${index} } from "${path}";`);
  const uses = imports.map((_, index) => `planted${index}`);
  writeFileSync(
    join(directory, file),
    [...lines, `export const planted: unknown[] = [${uses.join(", ")}];\n`].join("\n"),
  );
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "duologue-imports-"));
  for (const file of [".dependency-cruiser.mjs", "tsconfig.json", "tsconfig.base.json"])
    cpSync(join(root, file), join(directory, file));
  for (const folder of FOLDERS) mkdirSync(join(directory, folder), { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("the import table knows every rule that is tried here, and every rule is tried", async () => {
  const file: string = join(root, ".dependency-cruiser.mjs");
  const { default: table } = (await import(file)) as { default: { forbidden: { name: string }[] } };
  expect(Object.keys(VIOLATIONS).sort()).toEqual(table.forbidden.map(({ name }) => name).sort());
});

test("every rule of the import table fires on a file that breaks it", { timeout: 30_000 }, () => {
  for (const [file, path] of Object.values(VIOLATIONS)) {
    const target = path.startsWith("@/") ? path.slice(2) : join(dirname(file), path);
    plant(directory, target, target === "lib/cycle-back.ts" ? ["./a-cycle.ts"] : []);
  }
  for (const [file, path] of Object.values(VIOLATIONS)) plant(directory, file, [path]);

  const fired = cruise(directory).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);

  for (const [name, [file]] of Object.entries(VIOLATIONS)) expect(fired).toContain(`${name}: ${file}`);
});

test("a layout that keeps to the table passes, so that the rules above fire for their reason", {
  timeout: 30_000,
}, () => {
  plant(directory, "protocol/src/models.ts", []);
  plant(directory, "server/src/domain/ports.ts", ["../../../protocol/src/models.ts"]);
  plant(directory, "server/src/storage/sqlite/log.ts", ["../../domain/ports.ts"]);
  plant(directory, "server/src/routes/messages.ts", ["../domain/ports.ts"]);
  plant(directory, "server/src/server.ts", ["./routes/messages.ts", "./storage/sqlite/log.ts"]);
  plant(directory, "server/src/index.ts", ["./server.ts"]);
  plant(directory, "lib/timeline.ts", ["../protocol/src/models.ts"]);
  plant(directory, "lib/use-chat.ts", ["./timeline.ts"]);
  plant(directory, "components/thread.tsx", ["@/lib/use-chat"]);
  plant(directory, "app/page.tsx", ["@/components/thread"]);
  plant(directory, "lib/timeline.test.ts", ["./timeline.ts"]);

  expect(cruise(directory).summary.violations).toEqual([]);
});

test("the check sees the files of every folder, those with markup too", { timeout: 30_000 }, () => {
  const { modules, summary } = cruise(root);
  for (const folder of FOLDERS)
    expect(modules.filter(({ source }) => source.startsWith(`${folder}/`)).length, folder).toBeGreaterThan(0);
  expect(modules.some(({ source }) => source.endsWith(".tsx"))).toBe(true);
  expect(summary.violations).toEqual([]);
});
