import { randomUUID } from "node:crypto";
import { createApi } from "../../lib/api.ts";
import type { ChatPorts, ClientClock, ClientRandom, SocketHandlers } from "../../lib/chat-ports.ts";
import type { Conversation } from "../../lib/chat-state.ts";
import type { ChatStorage } from "../../lib/chat-storage.ts";
import { type Chat, createChat } from "../../lib/chat-store.ts";
import { createHttp } from "../../lib/http.ts";
import { openBrowserSocket } from "../../lib/socket.ts";
import { MemoryStorage } from "../../lib/storage-memory.ts";
import { browserTabs } from "../../lib/tabs.ts";
import type { Sight } from "../history/entry.ts";
import { authorisedFetch } from "./authorised-fetch.ts";
import { type Observer, recordedApi } from "./recorded-api.ts";
import { ScreenWatch } from "./screen-watch.ts";
import { sightOfEvent, sightOfItem, sightOfMessage } from "./sights.ts";
import type { Talker } from "./talker.ts";

export interface EngineOptions extends Observer {
  url: string;
  token: string;
  /** conversations that it keeps on screen; the last one is the open one */
  matches: readonly string[];
  /** by how much the device's clock is wrong, in milliseconds */
  clockOffset?: number;
  /** what it shares with the other tabs of its browser; without, it is alone */
  browser?: { storage: ChatStorage; tabs: Parameters<typeof browserTabs>[0] };
}

const random: ClientRandom = { id: () => randomUUID(), fraction: () => Math.random() };

/** The client engine that ships, over real HTTP and real sockets. */
export class EngineClient implements Talker {
  readonly device: string;
  readonly user: string;
  readonly chat: Chat;
  readonly #options: EngineOptions;
  readonly #watches = new Map<string, ScreenWatch>();

  private constructor(options: EngineOptions) {
    this.#options = options;
    this.device = options.device;
    this.user = options.user;
    this.chat = createChat(portsOf(options));
    this.chat.subscribe(() => this.#look());
  }

  /** Resolves once its conversations are on screen. */
  static async open(options: EngineOptions): Promise<EngineClient> {
    const client = new EngineClient(options);
    await client.chat.actions.start();
    for (const match of options.matches) {
      const ready = client.#until(() => client.conversation(match)?.status === "ready");
      client.chat.actions.openConversation(match);
      await ready;
    }
    return client;
  }

  conversation(match: string): Conversation | undefined {
    return this.chat.getState().conversations.get(match);
  }

  write(match: string, content: string): void {
    const { recorder, device, user } = this.#options;
    recorder.note({ what: "composed", device, user, match, content });
    this.chat.actions.send(match, content);
  }

  unsent(): number {
    let count = 0;
    for (const match of this.#options.matches)
      for (const { seq, sendState } of this.conversation(match)?.items ?? [])
        if (seq === undefined && sendState?.kind !== "failed") count += 1;
    return count;
  }

  shown(match: string): readonly Sight[] {
    return (this.conversation(match)?.items ?? []).flatMap((item) => sightOfItem(item) ?? []);
  }

  read(match: string): void {
    const seq = this.shown(match).at(-1)?.seq;
    if (seq !== undefined) this.chat.actions.seen(match, seq);
  }

  close(): void {
    this.chat.close();
  }

  #look(): void {
    for (const match of this.#options.matches) {
      const watch = this.#watches.get(match) ?? new ScreenWatch(this.#options, match);
      this.#watches.set(match, watch);
      watch.shows(this.shown(match));
    }
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.chat.subscribe(look);
      function look() {
        if (!holds()) return;
        stop();
        resolve();
      }
    });
  }
}

function portsOf(options: EngineOptions): ChatPorts {
  const { url, token, clockOffset = 0, browser } = options;
  const clock = clockWith(clockOffset);
  const storage = browser?.storage ?? new MemoryStorage();
  return {
    clock,
    random,
    api: recordedApi(createApi(createHttp(url, authorisedFetch(token))), options),
    openSocket: (handlers) =>
      openBrowserSocket({ url, handlers: recordedHandlers(handlers, options), clock, random, token }),
    openStorage: async () => storage,
    openTabs: browserTabs(browser?.tabs ?? { locks: undefined, channel: undefined }),
    device: { visible: () => true, online: () => true, onChange: () => () => {} },
    beforePaint: (callback) => void setImmediate(callback),
  };
}

function clockWith(offset: number): ClientClock {
  return {
    now: () => Date.now() + offset,
    monotonic: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

function recordedHandlers(handlers: SocketHandlers, { recorder, device, user }: Observer): SocketHandlers {
  return {
    ...handlers,
    received(name, payload) {
      recorder.hear(user, JSON.stringify(payload));
      if ("seq" in payload) {
        const sight = "actorId" in payload ? sightOfEvent(payload) : sightOfMessage(payload);
        recorder.note({ what: "pushed", device, user, match: payload.matchId, sights: [sight] });
      }
      handlers.received(name, payload);
    },
  };
}
