import type { Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";

/**
 * Says why a test was not run, and ends a run of Playwright with `N passed, N failed`: one that passed on a second try
 * only has failed.
 */
class ClosingLine implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onTestEnd({ title }: TestCase, { status, annotations }: TestResult): void {
    if (status !== "skipped") return;
    const reasons = annotations.map(({ description }) => description).join("; ");
    process.stdout.write(`Not run: ${title}, because ${reasons}\n`);
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
