import { randomUUID } from "node:crypto";
import { createApi } from "../../lib/api.ts";
import type { ChatPorts, ClientClock, ClientRandom } from "../../lib/chat-ports.ts";
import type { ChatState } from "../../lib/chat-state.ts";
import { type Chat, createChat } from "../../lib/chat-store.ts";
import { createHttp } from "../../lib/http.ts";
import { openBrowserSocket } from "../../lib/socket.ts";
import { MemoryStorage } from "../../lib/storage-memory.ts";
import { browserTabs } from "../../lib/tabs.ts";
import type { Gate } from "./gate.ts";

const random: ClientRandom = { id: () => randomUUID(), fraction: () => Math.random() };

const clock: ClientClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The client engine that ships, in Node and without a screen, behind a gate. */
export class Engine {
  readonly chat: Chat;
  readonly #gate: Gate;
  #changed = () => {};

  constructor(gate: Gate, token: string) {
    this.#gate = gate;
    this.chat = createChat(this.#ports(token));
  }

  /** The device learns that its network is back, or gone. */
  networkChanged(): void {
    this.#changed();
  }

  /** Resolves as soon as the state is so, with the milliseconds of this process. */
  until(holds: (state: ChatState) => boolean): Promise<number> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds(this.chat.getState())) return;
        stop();
        resolve(performance.now());
      };
      const stop = this.chat.subscribe(look);
      look();
    });
  }

  #ports(token: string): ChatPorts {
    const { url } = this.#gate;
    const authorised: typeof fetch = (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${token}`);
      return fetch(input, { ...init, headers });
    };
    return {
      clock,
      random,
      api: createApi(createHttp(url, authorised)),
      openSocket: (handlers) => openBrowserSocket({ url, handlers, clock, random, token }),
      openStorage: async () => new MemoryStorage(),
      openTabs: browserTabs({ locks: undefined, channel: undefined }),
      device: {
        visible: () => true,
        online: () => this.#gate.isOpen,
        onChange: (listener) => {
          this.#changed = listener;
          return () => {};
        },
      },
      beforePaint: (callback) => void setImmediate(callback),
    };
  }
}
