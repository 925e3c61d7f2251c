import type { Attempt, Disclosure, KindOf, Occurrence } from "./occurrence.ts";

type Describers = { [Kind in Occurrence["kind"]]: (occurrence: KindOf<Kind>) => string };

const describers: Describers = {
  composed: ({ composed: { tab, content } }) => `${tab} writes "${content}"`,
  kept: ({ content }) => `kept "${content}"`,
  discarded: ({ content }) => `discarded "${content}"`,
  "signing-out": ({ device }) => `${device} signs out`,
  "tab-died": ({ tab }) => `${tab} dies`,
  repeated: ({ content }) => `sent again "${content}"`,
  attempted: ({ attempt }) => `attempt ${ofAttempt(attempt)}`,
  acknowledged: ({ attempt, message }) => `acknowledged ${ofAttempt(attempt)} as ${message.seq}`,
  refused: ({ attempt, code }) => `refused ${ofAttempt(attempt)}: ${code}`,
  uncertain: ({ attempt }) => `uncertain ${ofAttempt(attempt)}`,
  appended: ({ match, row: { event } }) =>
    `log ${match.id} ${event.seq} ${event.kind === "message" ? event.content : event.kind}`,
  marked: ({ matchId, userId, readSeq, deliveredSeq }) =>
    `marks ${matchId} ${userId} read ${readSeq} delivered ${deliveredSeq}`,
  ended: ({ matchId }) => `ended ${matchId}`,
  disclosed: ({ disclosure }) => `${disclosure.how} to ${disclosure.userId}: ${ofDisclosure(disclosure)}`,
  "events-read": ({ matchId, after, answer }) =>
    `events of ${matchId} after ${after}: ${"reset" in answer ? "reset" : `${answer.events.length} of ${answer.head}`}`,
  "page-read": ({ matchId, answer }) => `page of ${matchId}: ${answer.messages.length} of ${answer.head}`,
  pushed: ({ node, name, sessionId }) => `${node} pushes ${name} to ${sessionId.slice(0, 4)}`,
  served: ({ name, sessionId }) => `served ${name} to ${sessionId.slice(0, 4)}`,
  intruded: ({ name, matchId, code }) => `stranger tries ${name} of ${matchId}: ${code ?? "let in"}`,
  "node-thawed": ({ node }) => `${node} thaws`,
  "failed-aside": ({ node, error }) => `${node} failed aside: ${String(error)}`,
};

/** The occurrence in one line. */
export function inOneLine<Kind extends Occurrence["kind"]>(occurrence: KindOf<Kind>): string {
  const kind: Kind = occurrence.kind;
  return describers[kind](occurrence);
}

function ofAttempt({ id, clientMessageId, content }: Attempt): string {
  return `#${id} ${clientMessageId.slice(0, 6)} "${content}"`;
}

function ofDisclosure({ matchIds, messages, events, matches }: Disclosure): string {
  const states = matches.map(
    ({ id, head, readSeq, unreadCount }) => `${id}@${head}/${readSeq}/${unreadCount}`,
  );
  const entries = [...messages, ...events].map(({ matchId, seq }) => `${matchId}#${seq}`);
  return [...matchIds, ...states, ...entries].join(" ");
}
