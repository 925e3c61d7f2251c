import type { ChatApi } from "./chat-ports.ts";
import type { Gate } from "./gate.ts";
import type { Outcome } from "./outcome.ts";
import type { Scope } from "./scope.ts";

interface Watch {
  gate: Gate;
  scope: Scope;
  unauthenticated: () => void;
}

/** The same calls for one signed-in person: they wait until that is sure, answers end with the scope, and a session that is over is noticed. */
export function watchedApi(api: ChatApi, { gate, scope, unauthenticated }: Watch): ChatApi {
  const watch = async <T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    await scope.within(gate.pass());
    const outcome = await scope.within(call());
    if (!outcome.ok && outcome.code === "unauthenticated") unauthenticated();
    return outcome;
  };
  return {
    me: () => watch(() => api.me()),
    updateMe: (change) => watch(() => api.updateMe(change)),
    matches: (query) => watch(() => api.matches(query)),
    match: (matchId) => watch(() => api.match(matchId)),
    endMatch: (matchId) => watch(() => api.endMatch(matchId)),
    messages: (matchId, query) => watch(() => api.messages(matchId, query)),
    events: (matchId, query) => watch(() => api.events(matchId, query)),
    send: (matchId, message) => watch(() => api.send(matchId, message)),
    read: (matchId, seq) => watch(() => api.read(matchId, seq)),
    sync: (since) => watch(() => api.sync(since)),
    signOut: (options) => watch(() => api.signOut(options)),
  };
}
