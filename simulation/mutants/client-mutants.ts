import type { ChatApi, ChatPorts } from "../../lib/chat-ports.ts";
import type { ChatStorage } from "../../lib/chat-storage.ts";
import { isChange } from "../../lib/fold-event.ts";
import type { LogEntry, Timeline } from "../../lib/timeline.ts";
import type { Mutant } from "./mutant.ts";

const withApi = (ports: ChatPorts, api: Partial<ChatApi>): ChatPorts => ({
  ...ports,
  api: { ...ports.api, ...api },
});

/** The storage, but for what it keeps of the outbox. */
function withoutOutbox(storage: ChatStorage): ChatStorage {
  const nothing = async () => {};
  return new Proxy(storage, {
    get: (target, name) =>
      name === "putOutbox" || name === "removeOutbox" ? nothing : Reflect.get(target, name),
  });
}

const isMessage = (entry: LogEntry) => !("kind" in entry) || !isChange(entry);

/** The timeline set back to before the oldest of these entries. */
function setBack(timeline: Timeline, entries: readonly LogEntry[]): Timeline {
  const oldest = Math.min(...entries.filter(isMessage).map(({ seq }) => seq));
  return oldest <= timeline.cursor ? { ...timeline, cursor: oldest - 1 } : timeline;
}

/** Clients that keep all the rules but one. */
export const clientMutants: readonly Mutant[] = [
  {
    name: "shows what it has already shown again",
    caughtBy: ["I7"],
    core: {
      timeline: {
        receive: (real) => (timeline, entries) => {
          const next = real(timeline, entries);
          const again = entries.flatMap((entry) =>
            entry.seq <= timeline.cursor && !("kind" in entry) ? entry : [],
          );
          if (again.length === 0) return next;
          return { ...next, tail: { ...next.tail, messages: [...next.tail.messages, ...again] } };
        },
      },
    },
  },
  {
    name: "lowers its cursor",
    caughtBy: ["I7"],
    core: {
      timeline: { receive: (real) => (timeline, entries) => real(setBack(timeline, entries), entries) },
    },
  },
  {
    name: "takes no notice of gaps",
    caughtBy: ["I7", "G8"],
    core: {
      timeline: {
        receive: (real) => (timeline, entries) => {
          const first = entries[0]?.seq ?? 0;
          return real(first > timeline.cursor + 1 ? { ...timeline, cursor: first - 1 } : timeline, entries);
        },
      },
    },
  },
  {
    name: "orders messages by time",
    caughtBy: ["I7"],
    core: {
      transcript: {
        transcriptOf: (real) => (source, previous) => {
          const transcript = real(source, previous);
          const items = transcript.items.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
          return { ...transcript, items };
        },
      },
    },
  },
  {
    name: "takes every state of a match for the newest",
    caughtBy: ["U20", "I7", "G10"],
    core: { mergeMatch: { mergeMatch: () => (_, incoming) => incoming } },
  },
  {
    name: "counts unread messages by what is pushed",
    caughtBy: ["unread", "G10"],
    core: {
      mergeMatch: {
        withMessage: (real) => (known, message) => ({
          ...real(known, message),
          unreadCount: known.unreadCount + 1,
        }),
      },
    },
  },
  {
    name: "sends two messages of a conversation at once",
    caughtBy: ["I6"],
    core: {
      outbox: {
        due: (real) => (outbox, now, mayDrain) => {
          const heads = real(outbox, now, mayDrain);
          const queued = heads.flatMap(({ matchId }) => outbox.queues.get(matchId) ?? []);
          return queued.filter(({ phase }) => phase === "queued");
        },
      },
    },
  },
  {
    name: "tries again with a new clientMessageId",
    caughtBy: ["I3"],
    parts: {
      ports: (ports) =>
        withApi(ports, {
          send: async (matchId, message) => {
            const { clientMessageId } = message;
            const outcome = await ports.api.send(matchId, { ...message, clientMessageId: ports.random.id() });
            return outcome.ok ? { ok: true, value: { ...outcome.value, clientMessageId } } : outcome;
          },
        }),
    },
  },
  {
    name: "takes an unknown outcome for a rejection",
    caughtBy: ["G2"],
    parts: {
      ports: (ports) =>
        withApi(ports, {
          send: async (matchId, message) => {
            const outcome = await ports.api.send(matchId, message);
            return outcome.ok ? outcome : { ...outcome, retry: false };
          },
        }),
    },
  },
  {
    name: "keeps its outbox in memory",
    caughtBy: ["G1"],
    parts: {
      ports: (ports) => ({
        ...ports,
        openStorage: async (changed) => withoutOutbox(await ports.openStorage(changed)),
      }),
    },
  },
  {
    name: "never asks what has changed",
    caughtBy: ["G8", "G10"],
    parts: {
      ports: (ports) =>
        withApi(ports, {
          sync: async (since) => {
            const outcome = await ports.api.sync(since);
            if (!outcome.ok || "reset" in outcome.value) return outcome;
            return {
              ok: true,
              value: { ...outcome.value, matches: [], token: since ?? outcome.value.token },
            };
          },
        }),
    },
  },
];
