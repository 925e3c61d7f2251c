import type { ConversationLog, LogRow } from "../../src/domain/ports.ts";
import { key, type MemoryData } from "./memory-data.ts";
import type { MemoryGate } from "./memory-gate.ts";

const isMessage = ({ event }: LogRow) => event.kind === "message";

export function memoryLog(data: MemoryData, gate: MemoryGate): ConversationLog {
  return {
    insert: (match, given) =>
      gate.insert(given, () => {
        const row = structuredClone(given);
        const { seq, actorId, clientMessageId, kind } = row.event;
        const rows = data.rows.get(match.id) ?? [];
        const clientKey = key(match.id, actorId, clientMessageId);
        if (seq <= rows.length || data.byClient.has(clientKey)) return "conflict";
        if (seq > rows.length + 1) throw new Error(`seq ${seq} would leave a gap after ${rows.length}`);
        rows.push(row);
        data.rows.set(match.id, rows);
        data.byClient.set(clientKey, row);
        data.changed(match, { active: kind === "message" });
        return "stored";
      }),
    findByClientMessageId: (matchId, actorId, clientMessageId) =>
      gate.call(() => data.byClient.get(key(matchId, actorId, clientMessageId))),
    last: (matchId) => gate.call(() => data.rowsOf(matchId).at(-1)),
    at: (matchId, seq) => gate.call(() => data.rowsOf(matchId)[seq - 1]),
    after: (matchId, after, limit) => gate.call(() => data.rowsOf(matchId).slice(after, after + limit)),
    messagesBefore: (matchId, before, limit) =>
      gate.call(() => {
        const messages = data.rowsOf(matchId).filter((row) => isMessage(row) && row.event.seq < before);
        return messages.slice(Math.max(0, messages.length - limit));
      }),
    messagesFrom: (matchId, from, limit) =>
      gate.call(() => {
        const messages = data.rowsOf(matchId).filter((row) => isMessage(row) && row.event.seq >= from);
        return messages.slice(0, limit);
      }),
  };
}
