import type { ChatApi } from "./chat-ports.ts";
import type { Gate } from "./gate.ts";
import type { Outcome } from "./outcome.ts";
import type { RenewedCalls } from "./renewed-calls.ts";
import type { Scope } from "./scope.ts";

interface Watch {
  gate: Gate;
  scope: Scope;
  renewed: RenewedCalls;
  unauthenticated: () => void;
}

/** The same calls for one signed-in person: they wait until that is sure, answers end with the scope, and a session that is over is noticed. */
export function watchedApi(api: ChatApi, { gate, scope, renewed, unauthenticated }: Watch): ChatApi {
  const watch = async <T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    await scope.within(gate.pass());
    const outcome = await scope.within(call());
    if (!outcome.ok && outcome.code === "unauthenticated") unauthenticated();
    return outcome;
  };
  const ask = <T>(call: () => Promise<Outcome<T>>) => watch(() => renewed.make(call));
  return {
    me: () => ask(() => api.me()),
    updateMe: (change) => watch(() => api.updateMe(change)),
    matches: (query) => ask(() => api.matches(query)),
    match: (matchId) => ask(() => api.match(matchId)),
    endMatch: (matchId) => watch(() => api.endMatch(matchId)),
    messages: (matchId, query) => ask(() => api.messages(matchId, query)),
    events: (matchId, query) => ask(() => api.events(matchId, query)),
    send: (matchId, message) => ask(() => api.send(matchId, message)),
    read: (matchId, seq) => ask(() => api.read(matchId, seq)),
    sync: (since) => ask(() => api.sync(since)),
    signOut: (options) => watch(() => api.signOut(options)),
  };
}
