import type { Conversation } from "../../lib/chat-state.ts";
import type { History } from "../history/history.ts";
import type { Browser } from "./browser.ts";
import type { Tab } from "./tab.ts";

/** Somebody with devices. What they do on a screen is written down as they do it. */
export class Person {
  readonly userId: string;
  readonly browsers: readonly Browser[];
  readonly #history: History;
  #written = 0;

  constructor(history: History, userId: string, browsers: readonly Browser[]) {
    this.#history = history;
    this.userId = userId;
    this.browsers = browsers;
  }

  tabs(): Tab[] {
    return this.browsers.flatMap((browser) => browser.tabs);
  }

  /** Sends a text like no other in this conversation, if the screen lets one. */
  write(tab: Tab, { match }: Conversation): void {
    if (match.status === "closed") return;
    this.#written += 1;
    const content = `${match.id} ${tab.name} ${this.#written}`;
    const { userId } = this;
    const composed = { userId, device: tab.browser.name, tab: tab.name, matchId: match.id, content };
    this.#history.record({ kind: "composed", composed });
    tab.chat.actions.send(match.id, content);
  }

  /** Reads down to the newest message on the screen. */
  read(tab: Tab, { match, items }: Conversation): void {
    const seen = items.findLast((item) => item.seq !== undefined)?.seq;
    if (seen !== undefined) tab.chat.actions.seen(match.id, seen);
  }

  /** Sends what failed again, or takes it back. */
  settle(tab: Tab, { match, items }: Conversation, how: "retry" | "discard"): void {
    const failed = items.find((item) => item.sendState?.kind === "failed");
    if (failed === undefined) return;
    const { clientMessageId, content } = failed;
    if (how === "discard") {
      const text = tab.chat.actions.discardSend(match.id, clientMessageId);
      if (text !== undefined) this.#history.record({ kind: "discarded", content: text });
    } else if (match.status === "open") {
      this.#history.record({ kind: "repeated", content: content ?? "" });
      tab.chat.actions.retrySend(match.id, clientMessageId);
    }
  }

  /** The tab is closed, or crashes, at this very moment. */
  lose(tab: Tab): void {
    this.#history.record({ kind: "tab-died", tab: tab.name });
    tab.browser.closeTab(tab);
  }

  /** Signs out of this browser, or of all. */
  async signOut(tab: Tab, everywhere: boolean): Promise<void> {
    this.#history.record({ kind: "signing-out", device: tab.browser.name });
    const outcome = await tab.chat.actions.signOut({ everywhere });
    // What was written while the answer was awaited went with everything else.
    if (outcome.ok) this.#history.record({ kind: "signing-out", device: tab.browser.name });
  }
}
