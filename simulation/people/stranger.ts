import type { ChatApi } from "../../lib/chat-ports.ts";
import type { Outcome } from "../../lib/outcome.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { History } from "../history/history.ts";
import type { Person } from "./person.ts";

type Try = readonly [name: string, attempt: () => Promise<Outcome<unknown>>];

/** Tries whatever the API offers on a conversation of others, with a session of their own (G11). */
export async function intrude({
  api,
  person,
  history,
  random,
}: {
  api: ChatApi;
  person: Person;
  history: History;
  random: SeededRandom;
}): Promise<void> {
  const foreign = history.truth.matches().filter(({ members }) => !members.includes(person.userId));
  const match = foreign[random.below(foreign.length)];
  if (match === undefined) return;
  const tries: readonly [Try, ...Try[]] = [
    ["match", () => api.match(match.id)],
    ["messages", () => api.messages(match.id, { limit: 50 })],
    ["events", () => api.events(match.id, { after: 0 })],
    [
      "send",
      () => api.send(match.id, { content: `${person.userId} was here`, clientMessageId: random.id() }),
    ],
    ["read", () => api.read(match.id, 1)],
    ["endMatch", () => api.endMatch(match.id)],
  ];
  const [name, attempt] = random.pick(tries);
  const outcome = await attempt();
  const code = outcome.ok ? undefined : outcome.code;
  history.record({ kind: "intruded", name, matchId: match.id, code });
}
