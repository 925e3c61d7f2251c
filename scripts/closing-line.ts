import type { Reporter } from "vitest/node";

/** Ends a run of vitest with `N passed, N failed`: what did not even start to run has failed too. */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const states = modules.flatMap((module) => {
        const tests = [...module.children.allTests()].map((test) => test.result().state);
        return module.errors().length > 0 ? [...tests, "failed"] : tests;
      });
      const passed = states.filter((state) => state === "passed").length;
      const failed = states.filter((state) => state === "failed").length + unhandledErrors.length;
      process.stdout.write(`${passed} passed, ${failed} failed\n`);
    },
  };
}
