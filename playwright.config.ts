import { defineConfig } from "@playwright/test";
import type { WorkerOptions } from "./e2e/support/test.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Of the API: one on SQLite, as on one machine; with NODES=3 as past one, on MongoDB and Redis behind a balancer. */
const nodes = Number(process.env["NODES"] ?? 1);

export default defineConfig<object, WorkerOptions>({
  testDir: "e2e",
  workers: 1,
  // Generous, for machines that do much else: no test asserts how long something takes.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["./e2e/support/closing-line.ts"]],
  forbidOnly: true,
  use: {
    nodes,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
