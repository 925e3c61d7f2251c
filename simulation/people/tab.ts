import type { ChatPorts, Device } from "../../lib/chat-ports.ts";
import type { ChatStorage } from "../../lib/chat-storage.ts";
import { type Chat, createChat } from "../../lib/chat-store.ts";
import { browserTabs } from "../../lib/tabs.ts";
import { SeededRandom } from "../../server/test/support/seeded-random.ts";
import { Process } from "../engine/process.ts";
import type { Caller } from "../world/network.ts";
import { BrowserChannel } from "./browser-channel.ts";
import type { BrowserLocks } from "./browser-locks.ts";
import { clientApi } from "./client-api.ts";
import { ClientSocket } from "./client-socket.ts";
import type { Surroundings } from "./surroundings.ts";
import { keepingNotes, tabStorage } from "./tab-storage.ts";

/** When the next frame is drawn, in milliseconds. */
const FRAME_MS = 16;

/** The browser, as its tabs know it. */
export interface TabHome {
  readonly name: string;
  readonly userId: string;
  readonly kept: ChatStorage;
  readonly locks: BrowserLocks;
  readonly channels: Set<BrowserChannel>;
  readonly tabs: readonly Tab[];
  readonly isOnline: boolean;
  readonly sessionId: string | undefined;
  /** how wrong its clock is, in milliseconds */
  skew: number;
  setOnline(isOnline: boolean): void;
  /** Gives the browser a session. The tab in which that happens starts its chat. */
  signIn(inTab?: Tab): void;
  openTab(): Tab;
  /** The tab is gone at this moment, whatever it was doing; what is kept stays. */
  closeTab(tab: Tab): void;
}

/** One tab: the real client engine on simulated ports. */
export class Tab {
  readonly name: string;
  readonly browser: TabHome;
  readonly process: Process;
  readonly chat: Chat;
  readonly caller: Caller;
  #connectedSince: number | undefined;
  #isVisible = true;
  #socket: ClientSocket | undefined;
  #channel: BrowserChannel | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #world: Surroundings;
  readonly #random: SeededRandom;

  constructor(world: Surroundings, browser: TabHome, name: string) {
    this.#world = world;
    this.#random = new SeededRandom(world.random.below(2 ** 31));
    this.browser = browser;
    this.name = name;
    this.process = new Process(world.scheduler);
    this.caller = {
      name,
      process: this.process,
      isOnline: () => browser.isOnline,
      sessionId: () => browser.sessionId,
    };
    this.chat = createChat(world.aroundPorts(this.#ports()));
  }

  get userId(): string {
    return this.browser.userId;
  }

  get isVisible(): boolean {
    return this.#isVisible;
  }

  get isConnected(): boolean {
    return this.#socket?.isConnected ?? false;
  }

  /** Since when its socket reaches a node, in the world's time; undefined while it does not. */
  get connectedSince(): number | undefined {
    return this.#socket?.reaches ? this.#connectedSince : undefined;
  }

  /** A person can use it right now. */
  get isUsable(): boolean {
    return this.process.isAlive && !this.process.isFrozen && this.chat.getState().session === "signed-in";
  }

  start(): void {
    void this.chat.actions.start();
  }

  setVisible(isVisible: boolean): void {
    if (this.#isVisible === isVisible) return;
    this.#isVisible = isVisible;
    this.#tellDevice();
  }

  networkChanged(): void {
    if (!this.browser.isOnline) this.#socket?.cut();
    this.#tellDevice();
  }

  die(): void {
    this.process.kill();
    this.#channel?.close();
    this.browser.locks.releaseAll(this.process);
    this.#socket?.close();
  }

  #tellDevice(): void {
    this.process.run(() => {
      for (const listener of this.#listeners) listener();
    });
  }

  #ports(): ChatPorts {
    const { scheduler, random, trace, history, network, epochStart, eventsPage, signOut, sessions } =
      this.#world;
    const { browser, process, caller } = this;
    return {
      clock: {
        now: () => Math.floor(epochStart + scheduler.now + browser.skew),
        monotonic: () => scheduler.now,
        after: (milliseconds, callback) => process.after(milliseconds, callback),
      },
      random: this.#random,
      api: clientApi({
        network,
        history,
        caller,
        eventsPage,
        userId: () => browser.userId,
        signOut: (userId, node, everywhere) => {
          const { sessionId } = browser;
          const own = sessionId === undefined ? [] : [sessionId];
          signOut(userId, node, everywhere ? sessions.validOf(userId) : own);
        },
      }),
      openSocket: (handlers) => {
        this.#socket = new ClientSocket({
          ...this.#world,
          caller,
          handlers,
          noteConnected: () => {
            this.#connectedSince = scheduler.now;
            trace.note(scheduler.now, `${this.name} is connected`);
          },
        });
        return this.#socket;
      },
      openStorage: async () =>
        keepingNotes(tabStorage({ kept: browser.kept, scheduler, random, process }), history),
      openTabs: (received) => {
        this.#channel = new BrowserChannel({ scheduler, random, owner: process, siblings: browser.channels });
        return browserTabs({ locks: browser.locks.of(process), channel: this.#channel })(received);
      },
      device: this.#device(),
      beforePaint: (callback) =>
        void process.after(this.#isVisible ? this.#random.fraction() * FRAME_MS : 0, callback),
    };
  }

  #device(): Device {
    return {
      visible: () => this.#isVisible,
      online: () => this.browser.isOnline,
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }
}
