import type { ChatApi, ChatPorts, ClientClock, ClientRandom, Device } from "./chat-ports.ts";
import { openLazySocket } from "./lazy-socket.ts";
import { openWithFallback } from "./storage-fallback.ts";
import { openIdbStorage } from "./storage-idb.ts";
import { MemoryStorage } from "./storage-memory.ts";
import { browserTabs } from "./tabs.ts";

/** Frames stop when a tab is hidden between asking for one and getting it; then this is when it draws. */
const NO_FRAME_MS = 100;

/** The chat's ports on a real browser. */
export function browserPorts(api: ChatApi, url: string): ChatPorts {
  const clock = browserClock;
  const random = browserRandom;
  return {
    clock,
    random,
    api,
    openSocket: (handlers) =>
      openLazySocket({
        load: async () => {
          const { openBrowserSocket } = await import("./socket.ts");
          return (handlers) => openBrowserSocket({ url, handlers, clock, random });
        },
        handlers,
        clock,
        random,
      }),
    openStorage: (changed) =>
      openWithFallback({
        open: () => openIdbStorage("duologue"),
        memory: new MemoryStorage(),
        clock,
        changed,
      }),
    openTabs: (received) =>
      browserTabs({
        locks: "locks" in navigator ? navigator.locks : undefined,
        channel: "BroadcastChannel" in window ? new BroadcastChannel("duologue") : undefined,
      })(received),
    device,
    beforePaint,
  };
}

const browserClock: ClientClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

const browserRandom: ClientRandom = {
  // Not randomUUID: it does not exist on plain http, where a self-hosted server on a home network is reached.
  id: () =>
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", ""),
  fraction: () => Math.random(),
};

const device: Device = {
  visible: () => document.visibilityState === "visible",
  online: () => navigator.onLine,
  onChange: (listener) => {
    const stopping = new AbortController();
    const { signal } = stopping;
    for (const name of ["online", "offline", "pageshow"]) window.addEventListener(name, listener, { signal });
    document.addEventListener("visibilitychange", listener, { signal });
    return () => stopping.abort();
  },
};

function beforePaint(callback: () => void): void {
  if (!device.visible()) {
    queueMicrotask(callback);
    return;
  }
  const draw = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(draw);
  const timer = setTimeout(draw, NO_FRAME_MS);
}
