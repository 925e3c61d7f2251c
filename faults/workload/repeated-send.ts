import { randomUUID } from "node:crypto";
import type { Problem } from "@duologue/protocol/errors";
import type { Message } from "@duologue/protocol/models";
import type { Pair } from "./pairs.ts";
import { noteOutcome } from "./recorded-api.ts";
import { provenText } from "./text.ts";
import type { World } from "./world.ts";

interface Repeated {
  key: string;
  statuses: number[];
  /** of those that were answered with one */
  messages: Message[];
}

/**
 * Posts one message so many times at once, by hand; with a key that was used before, it is that message again.
 * @param at the nodes that are asked in turn; where the author signed up, if there are none
 */
export async function repeatedSend(
  { recorder }: Pick<World, "recorder">,
  { match, canary, people: [author] }: Pair,
  { times, n, key: known, at = [] }: { times: number; n: number; key?: string; at?: readonly string[] },
): Promise<Repeated> {
  const content = provenText({ canary, run: "repeated", writer: "hand", n });
  const key = known ?? randomUUID();
  // A device of its own: what is posted at once has no order among itself.
  const message = { device: `hand${n}`, user: author.id, match, content };
  if (known === undefined) recorder.note({ what: "composed", ...message });
  const attempts = Array.from({ length: times }, async (_, attempt) => {
    recorder.note({ what: "invoked", ...message, key });
    const node = at[attempt % at.length];
    const response = await (node === undefined ? author : author.at(node)).request(
      "POST",
      `/api/messages/${match}`,
      {
        content,
        clientMessageId: key,
      },
    );
    const body = (await response.json()) as Message | Problem;
    const outcome =
      "code" in body ? { ...body, ok: false as const, retry: true } : { ok: true as const, value: body };
    noteOutcome(outcome, { recorder, user: author.id, match, key });
    return { status: response.status, messages: outcome.ok ? [outcome.value] : [] };
  });
  const answers = await Promise.all(attempts);
  return {
    key,
    statuses: answers.map(({ status }) => status),
    messages: answers.flatMap(({ messages }) => messages),
  };
}
