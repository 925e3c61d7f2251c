import { type Browser, chromium, type Page } from "@playwright/test";
import { Person } from "../../e2e/support/person.ts";
import { populate } from "../../e2e/support/populate.ts";
import { System } from "../../e2e/support/system.ts";

/** As Lighthouse's desktop setting draws it. */
const VIEWPORT = { width: 1350, height: 940 };
/** A machine that does much else is slow, and the figures then say so. */
const PATIENCE_MS = 180_000;

interface Sizes {
  /** messages of the conversation between the two */
  history: number;
  /** other conversations of Maya */
  conversations: number;
}

/** Two people, a long conversation, a browser, and the whole system as `npm start` builds it. */
export class Stage implements AsyncDisposable {
  readonly maya: Person;
  readonly jonas: Person;
  readonly matchId: string;
  readonly #system: System;
  readonly #browser: Browser;

  private constructor(parts: {
    system: System;
    browser: Browser;
    people: readonly [Person, Person];
    matchId: string;
  }) {
    this.#system = parts.system;
    this.#browser = parts.browser;
    [this.maya, this.jonas] = parts.people;
    this.matchId = parts.matchId;
  }

  static async open({ history, conversations }: Sizes): Promise<Stage> {
    await using opening = new AsyncDisposableStack();
    const system = await System.start();
    opening.defer(() => system.stop());
    const maya = await Person.signUp(system, "Maya");
    const jonas = await Person.signUp(system, "Jonas");
    const { id, createdAt } = await maya.account.matchWith(jonas.account);
    const long = { matchId: id, peerId: jonas.id, createdAt, length: history };
    await system.fillStore((store) => populate(store, { userId: maya.id, conversations, history: long }));
    await maya.account.call("POST", `/api/matches/${id}/read`, { seq: history });
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      // Without it `performance.memory` and the collector are coarse and out of reach.
      args: ["--no-sandbox", "--enable-precise-memory-info", "--js-flags=--expose-gc"],
    });
    opening.defer(() => browser.close());
    opening.move();
    return new Stage({ system, browser, people: [maya, jonas], matchId: id });
  }

  /** A page of Maya in a browser profile that has never been here. */
  async freshPage(): Promise<Page> {
    const context = await this.#browser.newContext({ baseURL: this.#system.webUrl, viewport: VIEWPORT });
    context.setDefaultTimeout(PATIENCE_MS);
    const [name = "", value = ""] = this.maya.account.cookie.split("=", 2);
    await context.addCookies([{ name, value, domain: "localhost", path: "/", httpOnly: true }]);
    return context.newPage();
  }

  /** Where the long conversation is. */
  get path(): string {
    return `/messages?with=${this.matchId}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#system.stop();
  }
}
