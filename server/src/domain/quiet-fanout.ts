import type { Fanout } from "./ports.ts";

/** A fan-out whose failures go to `onError`: an emit is a hint, the log is the truth, and no caller can mend it. */
export function quietFanout(fanout: Fanout, onError: (error: unknown) => void): Fanout {
  const quietly = (emit: () => void) => {
    try {
      emit();
    } catch (error) {
      onError(error);
    }
  };
  return {
    toConversation: (matchId, name, payload) => quietly(() => fanout.toConversation(matchId, name, payload)),
    toPerson: (userId, name, payload) => quietly(() => fanout.toPerson(userId, name, payload)),
    emptyConversation: (matchId) => quietly(() => fanout.emptyConversation(matchId)),
  };
}
