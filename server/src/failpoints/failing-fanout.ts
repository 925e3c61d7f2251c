import type { Fanout } from "../domain/ports.ts";
import type { Failpoint } from "./failpoint.ts";

/** A sender is answered in the turn in which the push goes out: this much later the answer is out, in milliseconds. */
const ANSWERED_MS = 50;

/** A fan-out that fails before a message's first push, once its sender was answered, or between its two pushes. */
export function failingFanout(fanout: Fanout, failpoint: Failpoint): Fanout {
  return {
    toConversation(matchId, name, payload) {
      const push = () => fanout.toConversation(matchId, name, payload);
      if (name !== "new-message" || failpoint.place !== "K4") return push();
      const lost = () => {
        // Nobody waits for a push: one that fails is lost.
      };
      setTimeout(() => void failpoint.reach("K4").then(push, lost), ANSWERED_MS);
    },
    toPerson(userId, name, payload) {
      if (name === "new-notification") failpoint.reachNow("K5");
      fanout.toPerson(userId, name, payload);
    },
    emptyConversation: (matchId) => fanout.emptyConversation(matchId),
  };
}
