import { defineConfig } from "@playwright/test";
import type { WorkerOptions } from "./e2e/support/test.ts";

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Of the API, for all tests: with NODES=3 they run as past one machine, on MongoDB and Redis. */
const nodes = Number(process.env["NODES"] ?? 1);

export default defineConfig<object, WorkerOptions>({
  testDir: "e2e",
  workers: 1,
  // Generous, for machines that do much else: no test asserts how long something takes.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["./e2e/support/closing-line.ts"]],
  forbidOnly: true,
  projects: [
    { name: nodes === 1 ? "one node" : `${nodes} nodes`, use: { nodes } },
    // The steps of the base specification, as past one machine, always.
    ...(nodes === 1
      ? [{ name: "3 nodes", testMatch: "real-time-messaging.spec.ts", use: { nodes: 3 } }]
      : []),
  ],
  use: {
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
