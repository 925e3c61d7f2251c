import type { MarkStore } from "../../src/domain/ports.ts";
import { key, type MemoryData } from "./memory-data.ts";
import type { MemoryGate } from "./memory-gate.ts";

export function memoryMarks(data: MemoryData, gate: MemoryGate): MarkStore {
  return {
    raise: (match, userId, { readSeq = 0, deliveredSeq = 0, at }) =>
      gate.call(() => {
        const held = data.marksOf(match.id, userId);
        const read = readSeq > held.readSeq;
        const raised = read || deliveredSeq > held.deliveredSeq;
        const marks = {
          readSeq: Math.max(readSeq, held.readSeq),
          deliveredSeq: Math.max(deliveredSeq, held.deliveredSeq),
          readAt: read ? at : held.readAt,
        };
        if (raised) {
          data.marks.set(key(match.id, userId), marks);
          data.changed(match, { active: false });
        }
        return { ...marks, raised };
      }),
    of: (matchId, userId) => gate.call(() => ({ ...data.marksOf(matchId, userId) })),
  };
}
