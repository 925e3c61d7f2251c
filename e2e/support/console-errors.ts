import type { Page } from "@playwright/test";

/** Everything that went wrong in the pages of a test, as the browser's console would show it. */
export class ConsoleErrors {
  readonly #all: string[] = [];
  readonly #allowed: RegExp[] = [];

  watch(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error") this.#all.push(`${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.#all.push(error.stack ?? String(error)));
  }

  /** For a test that breaks something on purpose: what the browser itself then reports. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  get unexpected(): string[] {
    return this.#all.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }
}
