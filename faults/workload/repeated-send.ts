import { randomUUID } from "node:crypto";
import type { Message } from "@duologue/protocol/models";
import type { Pair } from "./pairs.ts";
import { noteOutcome } from "./recorded-api.ts";
import { provenText } from "./text.ts";
import type { World } from "./world.ts";

interface Repeated {
  key: string;
  statuses: number[];
  messages: Message[];
}

/** Posts one message so many times at once, by hand; with a key that was used before, it is that message again. */
export async function repeatedSend(
  { recorder }: Pick<World, "recorder">,
  { match, canary, people: [author] }: Pair,
  { times, n, key: known }: { times: number; n: number; key?: string },
): Promise<Repeated> {
  const content = provenText({ canary, run: "repeated", writer: "hand", n });
  const key = known ?? randomUUID();
  // A device of its own: what is posted at once has no order among itself.
  const message = { device: `hand${n}`, user: author.id, match, content };
  if (known === undefined) recorder.note({ what: "composed", ...message });
  const attempts = Array.from({ length: times }, async () => {
    recorder.note({ what: "invoked", ...message, key });
    const response = await author.request("POST", `/api/messages/${match}`, {
      content,
      clientMessageId: key,
    });
    const body = (await response.json()) as Message;
    if (!response.ok) throw new Error(`a repeated send was answered with ${response.status}`);
    noteOutcome({ ok: true, value: body }, { recorder, user: author.id, match, key });
    return { status: response.status, body };
  });
  const answers = await Promise.all(attempts);
  return { key, statuses: answers.map(({ status }) => status), messages: answers.map(({ body }) => body) };
}
