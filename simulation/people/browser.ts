import { MemoryStorage } from "../../lib/storage-memory.ts";
import type { BrowserChannel } from "./browser-channel.ts";
import { BrowserLocks } from "./browser-locks.ts";
import type { Surroundings } from "./surroundings.ts";
import { Tab, type TabHome } from "./tab.ts";

/** One device of one person: its tabs share storage, locks, a channel, the network and the session's cookie. */
export class Browser implements TabHome {
  readonly name: string;
  readonly userId: string;
  readonly kept = new MemoryStorage();
  readonly locks: BrowserLocks;
  readonly channels = new Set<BrowserChannel>();
  readonly tabs: Tab[] = [];
  skew = 0;
  sessionId: string | undefined;
  #isOnline = true;
  #opened = 0;
  readonly #world: Surroundings;

  constructor(world: Surroundings, owner: { userId: string; name: string }) {
    this.#world = world;
    this.userId = owner.userId;
    this.name = owner.name;
    this.locks = new BrowserLocks(world.scheduler);
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  setOnline(isOnline: boolean): void {
    if (this.#isOnline === isOnline) return;
    this.#isOnline = isOnline;
    for (const tab of this.tabs) tab.networkChanged();
  }

  signIn(inTab?: Tab): void {
    this.sessionId = this.#world.sessions.issue(this.userId);
    inTab?.start();
  }

  openTab(): Tab {
    this.#opened += 1;
    const tab = new Tab(this.#world, this, `${this.name}.${this.#opened}`);
    this.tabs.push(tab);
    tab.start();
    return tab;
  }

  closeTab(tab: Tab): void {
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    tab.die();
  }
}
