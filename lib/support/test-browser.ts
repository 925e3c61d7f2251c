import type { ChatStorage } from "../chat-storage.ts";
import { type Chat, createChat } from "../chat-store.ts";
import { MemoryStorage } from "../storage-memory.ts";
import type { TabMessage } from "../tab-message.ts";
import { browserTabs } from "../tabs.ts";
import { InProcessLocks } from "./in-process-locks.ts";
import { LogServer } from "./log-server.ts";
import { LossyLink } from "./lossy-link.ts";
import { SeededRandom } from "./seeded-random.ts";
import { VirtualClock } from "./virtual-clock.ts";

export interface TestTab {
  chat: Chat;
  /** Shows or hides the document, or takes the network away or back; the chat is told. */
  set(change: { visible?: boolean; online?: boolean }): void;
  /** Closes the tab as a browser does: nothing is said any more. */
  kill(): void;
}

/** One server, one network and any number of browsers, all on one virtual clock and one seed. */
export class TestWorld {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly server = new LogServer();
  readonly link: LossyLink;
  private readonly tabs = new Set<TestTab>();

  constructor(seed = 1) {
    this.random = new SeededRandom(seed);
    this.link = new LossyLink({ server: this.server, clock: this.clock, random: this.random });
  }

  browser(userId: string): TestBrowser {
    return new TestBrowser(this, userId, (tab) => this.tabs.add(tab));
  }

  close(): void {
    for (const tab of this.tabs) tab.kill();
  }
}

/** What the tabs of one browser share: storage, locks, channel and cookie. */
export class TestBrowser {
  storage: ChatStorage = new MemoryStorage();
  private readonly world: TestWorld;
  private readonly userId: string;
  private readonly opened: (tab: TestTab) => void;
  private readonly locks = new InProcessLocks();
  private readonly members = new Set<InProcessChannel>();

  constructor(world: TestWorld, userId: string, opened: (tab: TestTab) => void) {
    this.world = world;
    this.userId = userId;
    this.opened = opened;
  }

  /** Every tab hears this now, as if another tab had said it: some time ago, perhaps. */
  hear(message: TabMessage): void {
    const sender = new InProcessChannel(this.members);
    sender.postMessage({ userId: this.userId, message });
    sender.close();
  }

  tab(): TestTab {
    const { world, userId } = this;
    const { clock, random, link } = world;
    const state = { visible: true, online: true, alive: true };
    let changed = () => {};
    const channel = new InProcessChannel(this.members);
    const alive = (callback: () => void) => () => {
      if (state.alive) callback();
    };
    const locks = this.locks.client();
    const chat = createChat({
      clock: {
        now: () => clock.now(),
        monotonic: () => clock.monotonic(),
        after: (milliseconds, callback) => clock.after(milliseconds, alive(callback)),
      },
      random,
      api: link.api(userId),
      openSocket: link.openSocket(userId),
      openStorage: async () => this.storage,
      openTabs: browserTabs({ locks, channel }),
      device: {
        visible: () => state.visible,
        online: () => state.online,
        onChange: (listener) => {
          changed = listener;
          return () => {
            changed = () => {};
          };
        },
      },
      beforePaint: (callback) => clock.after(0, alive(callback)),
    });
    const tab: TestTab = {
      chat,
      set: (change) => {
        Object.assign(state, change);
        changed();
      },
      kill: () => {
        state.alive = false;
        chat.close();
        locks.die();
      },
    };
    this.opened(tab);
    return tab;
  }
}

type Listener = (event: MessageEvent) => void;

/** A BroadcastChannel between the tabs of one test browser: what is said arrives soon, in order, as a copy. */
class InProcessChannel {
  private readonly members: Set<InProcessChannel>;
  private listener: Listener = () => {};

  constructor(members: Set<InProcessChannel>) {
    this.members = members;
    members.add(this);
  }

  addEventListener(_name: "message", listener: Listener): void {
    this.listener = listener;
  }

  removeEventListener(): void {
    this.listener = () => {};
  }

  postMessage(data: unknown): void {
    const copy = structuredClone(data);
    for (const member of this.members)
      if (member !== this) queueMicrotask(() => member.listener(new MessageEvent("message", { data: copy })));
  }

  close(): void {
    this.members.delete(this);
  }
}
