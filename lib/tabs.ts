import type { Lead, OpenTabs, Tabs } from "./chat-ports.ts";
import type { TabMessage } from "./tab-message.ts";

/** What a browser offers for tabs to meet; undefined where it does not. */
interface TabMeans {
  locks: Locks | undefined;
  channel: Channel | undefined;
}

/** The part of `navigator.locks` that is used. */
interface Locks {
  request(name: string, options: { signal: AbortSignal }, hold: () => Promise<void>): Promise<unknown>;
}

/** The part of a BroadcastChannel that is used. */
interface Channel {
  postMessage(envelope: Envelope): void;
  addEventListener(name: "message", listener: (event: MessageEvent<Envelope>) => void): void;
  removeEventListener(name: "message", listener: (event: MessageEvent<Envelope>) => void): void;
  close(): void;
}

interface Envelope {
  userId: string;
  message: TabMessage;
}

/**
 * Tabs by Web Locks and BroadcastChannel. The lock of a person is held by one tab at a time and passes on when that tab
 * closes or crashes. Without locks every tab leads: they may send one message twice, which the log stores once (G3).
 * Without a channel each tab learns from the server alone.
 */
export function browserTabs(means: TabMeans): OpenTabs {
  return (received) => {
    const { locks, channel } = means;
    const listener = ({ data }: MessageEvent<Envelope>) => received(data.userId, data.message);
    channel?.addEventListener("message", listener);
    return {
      post: (userId, message) => channel?.postMessage({ userId, message }),
      lead: (userId, led) => (locks ? lockedLead(locks, userId, led) : soleLead(led)),
      close: () => {
        channel?.removeEventListener("message", listener);
        channel?.close();
      },
    } satisfies Tabs;
  };
}

function lockedLead(locks: Locks, userId: string, led: () => void): Lead {
  const stopping = new AbortController();
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  let leading = false;
  const take = () => {
    if (stopping.signal.aborted) return;
    leading = true;
    led();
  };
  const hold = () => {
    take();
    return held;
  };
  locks.request(`duologue:${userId}`, { signal: stopping.signal }, hold).catch(() => {
    // Stopped while it waited – or locks are forbidden here, and this tab must act for itself.
    if (!leading) take();
  });
  return {
    leading: () => leading,
    stop: () => {
      leading = false;
      stopping.abort();
      release();
    },
  };
}

function soleLead(led: () => void): Lead {
  let leading = true;
  void Promise.resolve().then(() => {
    if (leading) led();
  });
  return {
    leading: () => leading,
    stop: () => {
      leading = false;
    },
  };
}
