import type { ConversationLog } from "../domain/ports.ts";
import type { Failpoint } from "./failpoint.ts";

/** A log that fails where it is asked to: around its writes, and between reading events and answering with them. */
export function failingLog(log: ConversationLog, failpoint: Failpoint): ConversationLog {
  return {
    async insert(match, row) {
      await failpoint.reach("K2");
      const outcome = await log.insert(match, row);
      await failpoint.reach(row.event.kind === "close" ? "K8" : "K3");
      return outcome;
    },
    async after(...page) {
      const rows = await log.after(...page);
      await failpoint.reach("K6");
      return rows;
    },
    findByClientMessageId: (...key) => log.findByClientMessageId(...key),
    last: (matchId) => log.last(matchId),
    at: (...place) => log.at(...place),
    messagesBefore: (...page) => log.messagesBefore(...page),
    messagesFrom: (...page) => log.messagesFrom(...page),
  };
}
