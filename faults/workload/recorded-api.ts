import type { Message } from "@duologue/protocol/models";
import type { ChatApi } from "../../lib/chat-ports.ts";
import type { Failure, Outcome } from "../../lib/outcome.ts";
import type { Recorder } from "../history/recorder.ts";
import { sightOfEvent, sightOfMessage } from "./sights.ts";

export interface Observer {
  recorder: Recorder;
  device: string;
  user: string;
}

/** The same calls, with every send, page and text in the history. */
export function recordedApi(api: ChatApi, { recorder, device, user }: Observer): ChatApi {
  const hear = async <T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const outcome = await answer;
    recorder.hear(user, JSON.stringify(outcome));
    return outcome;
  };
  return {
    ...api,
    matches: (query) => hear(api.matches(query)),
    match: (matchId) => hear(api.match(matchId)),
    sync: (since) => hear(api.sync(since)),
    async messages(match, query) {
      const outcome = await hear(api.messages(match, query));
      if (outcome.ok) {
        const sights = outcome.value.messages.map(sightOfMessage);
        recorder.note({ what: "paged", device, user, match, after: null, sights });
      }
      return outcome;
    },
    async events(match, query) {
      const outcome = await hear(api.events(match, query));
      if (outcome.ok && "events" in outcome.value) {
        const sights = outcome.value.events.map(sightOfEvent);
        recorder.note({ what: "paged", device, user, match, after: query.after, sights });
      }
      return outcome;
    },
    async send(match, message) {
      const { content, clientMessageId: key } = message;
      recorder.note({ what: "invoked", device, user, match, content, key });
      const outcome = await hear(api.send(match, message));
      noteOutcome(outcome, { recorder, user, match, key });
      return outcome;
    },
  };
}

export function noteOutcome(
  outcome: { ok: true; value: Message } | Pick<Failure, "ok" | "code" | "detail" | "retry">,
  { recorder, user, match, key }: { recorder: Recorder; user: string; match: string; key: string },
): void {
  if (outcome.ok) recorder.note({ what: "acked", user, match, key, sight: sightOfMessage(outcome.value) });
  else {
    const { code, detail, retry } = outcome;
    recorder.note({ what: retry ? "unknown" : "rejected", user, match, key, code, detail });
  }
}
