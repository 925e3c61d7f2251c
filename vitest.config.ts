import { defineConfig } from "vitest/config";
import { closingLine } from "./scripts/closing-line.ts";

const node = { environment: "node" } as const;

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    reporters: ["default", closingLine()],
    // All cores: the default leaves one idle, which on two of them doubles the time.
    maxWorkers: "100%",
    // Ends what hangs; no test asserts how long something takes.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          ...node,
          name: "units",
          include: [
            "{protocol,server}/src/**/*.test.ts",
            "{app,lib,components,scripts,bench,faults}/**/*.test.{ts,tsx}",
          ],
        },
      },
      {
        extends: true,
        test: {
          ...node,
          name: "server",
          include: ["server/test/**/*.test.ts"],
          // They have a configuration of their own: vitest.services.config.ts.
          exclude: ["server/test/{mongodb,redis}/**"],
        },
      },
      {
        extends: true,
        test: { ...node, name: "simulation", include: ["simulation/**/*.test.ts"], testTimeout: 120_000 },
      },
    ],
  },
});
