import { z } from "zod";
import type { SessionEndings } from "../../domain/ports.ts";
import type { RedisLink } from "./redis-link.ts";
import type { Subscriptions } from "./subscriptions.ts";

const CHANNEL = "duologue:session-ended";
const Ended = z.object({ id: z.string(), userId: z.string() });
type Ended = z.infer<typeof Ended>;

/**
 * Tells the other nodes which sessions ended (G13). When it resolves, Redis has passed it on to every node that it
 * reaches; what it does not reach is found by the sweep of each node.
 */
export function createSessionEndings(commands: RedisLink, subscriptions: Subscriptions): SessionEndings {
  return {
    async tell({ id, userId }) {
      const ended: Ended = { id, userId };
      await commands
        .run("session", (client) => client.publish(CHANNEL, JSON.stringify(ended)))
        .catch(() => {});
    },
    listen(listener) {
      subscriptions.add("subscribe", CHANNEL, (message) => {
        const ended = parsed(message);
        if (ended !== undefined) listener(ended);
      });
    },
    onMissed: (listener) => subscriptions.onRenewed(listener),
  };
}

/** Undefined for what does not come from a node of this program. */
function parsed(message: Buffer): Ended | undefined {
  try {
    return Ended.parse(JSON.parse(message.toString()));
  } catch {
    return undefined;
  }
}
