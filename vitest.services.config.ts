import { defineConfig } from "vitest/config";
import { closingLine } from "./scripts/closing-line.ts";

/** What needs MongoDB or Redis: `npm run test:services`. */
export default defineConfig({
  test: {
    environment: "node",
    reporters: ["default", closingLine()],
    globalSetup: "./server/test/mongodb/support/start-services.ts",
    include: ["server/test/{mongodb,redis}/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
