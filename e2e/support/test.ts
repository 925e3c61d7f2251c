import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { ConsoleErrors } from "./console-errors.ts";
import { Person } from "./person.ts";
import { System } from "./system.ts";

export interface Fixtures {
  /** New people, signed up by the API: one for each name. */
  signUp: SignUp;
  /**
   * A page in a browser context of its own (no cookies or storage are shared with any other), signed in as this
   * person when one is given. The context ends with the test.
   */
  open: (person?: Person, path?: string, options?: BrowserContextOptions) => Promise<Page>;
  /** A test fails on any error in the console of its pages that it does not allow. */
  consoleErrors: ConsoleErrors;
}

type SignUp = <Names extends readonly string[]>(
  ...names: Names
) => Promise<{ [Index in keyof Names]: Person }>;

export interface WorkerOptions {
  /** of the API: see playwright.config.ts */
  nodes: number;
}

interface WorkerFixtures extends WorkerOptions {
  /** the running system that all tests of a worker share */
  system: System;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  nodes: [1, { option: true, scope: "worker" }],

  system: [
    async ({ nodes }, use) => {
      const system = await System.start({ nodes });
      await use(system);
      await system.stop();
    },
    // The first run on a checkout builds the web app.
    { scope: "worker", timeout: 300_000 },
  ],

  consoleErrors: [
    async ({ browserName: _ }, use) => {
      const errors = new ConsoleErrors();
      await use(errors);
      expect(errors.unexpected, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],

  signUp: async ({ system }, use) => {
    const signUp = (...names: string[]) => Promise.all(names.map((name) => Person.signUp(system, name)));
    await use(signUp as SignUp);
  },

  open: async ({ browser, system, consoleErrors }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, path = "/messages", options = {}) => {
      const context = await newContext(browser, person, { baseURL: system.webUrl, ...options });
      contexts.push(context);
      context.on("page", (page) => consoleErrors.watch(page));
      const page = await context.newPage();
      await page.goto(path);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    await system.tidy();
  },
});

async function newContext(
  browser: Browser,
  person: Person | undefined,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const [name, value] = person?.account.cookie.split("=", 2) ?? [];
  if (name !== undefined && value !== undefined)
    await context.addCookies([
      { name, value, domain: "localhost", path: "/", httpOnly: true, sameSite: "Lax" },
    ]);
  return context;
}

export { expect } from "@playwright/test";
