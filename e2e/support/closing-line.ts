import type { Reporter, Suite } from "@playwright/test/reporter";

/** Ends a run of Playwright with `N passed, N failed`: one that passed on a second try only has failed. */
class ClosingLine implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  /** Outside of any test, such as a fixture that could not start. */
  onError(): void {
    this.#errors += 1;
  }

  onEnd(): void {
    const outcomes = this.#suite?.allTests().map((test) => test.outcome()) ?? [];
    const passed = outcomes.filter((outcome) => outcome === "expected").length;
    const failed = outcomes.filter((outcome) => outcome === "unexpected" || outcome === "flaky").length;
    process.stdout.write(`${passed} passed, ${failed + this.#errors} failed\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

/** Playwright loads a reporter by its file. */
export default ClosingLine;
