import { EVENTS_PAGE_MAX } from "@duologue/protocol/limits";
import type { Message } from "@duologue/protocol/models";
import type { ChatApi, OutgoingMessage } from "../../lib/chat-ports.ts";
import type { Outcome } from "../../lib/outcome.ts";
import type { Domain } from "../../server/src/domain/domain.ts";
import type { History } from "../history/history.ts";
import type { Attempt } from "../history/occurrence.ts";
import { type Disclosed, disclosure } from "../world/disclose.ts";
import type { Caller, Network } from "../world/network.ts";
import type { SimulatedNode } from "../world/node.ts";

interface ApiOptions {
  network: Network;
  history: History;
  caller: Caller;
  /** whose messages these calls send */
  userId: () => string;
  /** events of one page; a small one makes catching up take several */
  eventsPage: number;
  /** Ends sessions at a node; answers once they are void. */
  signOut: (userId: string, node: SimulatedNode, everywhere: boolean) => void;
}

interface Question<Value> {
  name: string;
  ask: (domain: Domain, userId: string, node: SimulatedNode) => Promise<Value>;
  disclosed?: (value: Value) => Disclosed;
}

/** The HTTP contract as one caller reaches it over the network, with everything written down that matters. */
export function clientApi(options: ApiOptions): ChatApi {
  const { network, history, caller, eventsPage, signOut } = options;
  const { truth } = history;

  const call = <Value>({ name, ask, disclosed }: Question<Value>) =>
    network.call(caller, {
      name,
      work: async (domain, userId, node) => {
        const value = await ask(domain, userId, node);
        const given = disclosure(userId, `${name} for ${caller.name}`, disclosed?.(value) ?? {});
        history.record({ kind: "disclosed", disclosure: given });
        return value;
      },
    });

  return {
    me: () => call({ name: "me", ask: ({ people }, userId) => people.me(userId) }),
    updateMe: () => Promise.resolve(NOT_SIMULATED),
    matches: (query) =>
      call({
        name: "matches",
        ask: ({ matches }, userId) => matches.list(userId, query),
        disclosed: (page) => ({ matches: page.matches }),
      }),
    match: (matchId) =>
      call({
        name: "match",
        ask: ({ matches }, userId) => matches.get(userId, matchId),
        disclosed: (match) => ({ matches: [match] }),
      }),
    endMatch: (matchId) =>
      call({
        name: "endMatch",
        ask: async ({ matches }, userId) => {
          await matches.end(userId, matchId);
          history.record({ kind: "ended", matchId });
        },
      }),
    messages: (matchId, query) =>
      call({
        name: "messages",
        ask: async ({ conversations }, userId) => {
          const headBefore = truth.head(matchId);
          const answer = await conversations.page(userId, matchId, query);
          history.record({ kind: "page-read", matchId, headBefore, answer });
          return answer;
        },
        disclosed: ({ messages }) => ({ matchIds: [matchId], messages }),
      }),
    events: (matchId, { after, epoch }) =>
      call({
        name: "events",
        ask: async ({ conversations }, userId) => {
          const headBefore = truth.head(matchId);
          const limit = Math.min(eventsPage, EVENTS_PAGE_MAX);
          const answer = await conversations.events(userId, matchId, { after, epoch, limit });
          history.record({ kind: "events-read", matchId, after, headBefore, answer });
          return answer;
        },
        disclosed: (answer) => ({ matchIds: [matchId], events: "reset" in answer ? [] : answer.events }),
      }),
    send: (matchId, message) => send(options, matchId, message),
    read: (matchId, seq) =>
      call({ name: "read", ask: ({ receipts }, userId) => receipts.read(userId, matchId, seq) }),
    sync: (since) =>
      call({
        name: "sync",
        ask: ({ matches }, userId) => matches.sync(userId, since),
        disclosed: (answer) => ({ matches: "reset" in answer ? [] : answer.matches }),
      }),
    signOut: ({ everywhere }) =>
      call({ name: "signOut", ask: async (_, userId, node) => signOut(userId, node, everywhere) }),
  };
}

const NOT_SIMULATED: Outcome<never> = {
  ok: false,
  code: "internal",
  detail: "Nobody changes their profile here",
  retry: false,
  retryAfter: undefined,
};

/** One attempt to store a message; what comes of it at the node counts, whoever learns of it. */
function send(
  { network, history, caller, userId }: ApiOptions,
  matchId: string,
  message: OutgoingMessage,
): Promise<Outcome<Message>> {
  const { content, clientMessageId } = message;
  const attempt: Attempt = { id: history.nextAttempt(), userId: userId(), matchId, content, clientMessageId };
  history.record({ kind: "attempted", attempt });
  return network.call(caller, {
    name: "send",
    work: async ({ conversations }, sender) => {
      const { message: stored } = await conversations.send(sender, { ...message, matchId });
      const given = disclosure(sender, `send for ${caller.name}`, { messages: [stored] });
      history.record({ kind: "disclosed", disclosure: given });
      return stored;
    },
    ended: (outcome) => {
      if (outcome.ok) history.record({ kind: "acknowledged", attempt, message: outcome.value });
      else if (outcome.retry || outcome.code === "network") history.record({ kind: "uncertain", attempt });
      else history.record({ kind: "refused", attempt, code: outcome.code });
    },
  });
}
