import { randomUUID } from "node:crypto";
import type { LogRow, MatchRecord } from "../../src/domain/ports.ts";
import { openLog } from "../../src/log.ts";
import { openSqliteStore, type SqliteStore } from "../../src/storage/sqlite/open-sqlite-store.ts";
import { systemClock } from "../../src/system-clock.ts";

/** A line for each thing that this process was promised. One that a kill swallows was promised to nobody. */
export type Line =
  | { kind: "open" }
  | { kind: "row"; matchId: string; actorId: string; seq: number; clientMessageId: string; content: string }
  | { kind: "mark"; matchId: string; userId: string; readSeq: number };

const say = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Writes to one conversation as fast as the store answers, and says what it was answered. */
async function load(store: SqliteStore, match: MatchRecord): Promise<never> {
  let last = await store.log.last(match.id);
  for (;;) {
    const row = after(match, last);
    if ((await store.log.insert(match, row)) !== "stored") throw new Error("nobody else writes here");
    const { matchId, actorId, seq, clientMessageId } = row.event;
    const content = row.event.kind === "message" ? row.event.content : "";
    say({ kind: "row", matchId, actorId, seq, clientMessageId, content });
    last = row;
    if (seq % 5 > 0) continue;
    const { readSeq } = await store.marks.raise(match, actorId, { readSeq: seq, at: Date.now() });
    say({ kind: "mark", matchId, userId: actorId, readSeq });
  }
}

function after(match: MatchRecord, last: LogRow | undefined): LogRow {
  const seq = (last?.event.seq ?? 0) + 1;
  const [a, b] = last?.sent ?? [0, 0];
  return {
    event: {
      kind: "message",
      id: `${match.id}-${seq}`,
      matchId: match.id,
      seq,
      actorId: match.members[seq % 2 === 0 ? 0 : 1],
      clientMessageId: randomUUID(),
      createdAt: new Date().toISOString(),
      targetSeq: null,
      content: `${seq} ${"🙂".repeat(seq % 50)}`,
    },
    sent: seq % 2 === 0 ? [a + 1, b] : [a, b + 1],
    messageSeq: seq,
  };
}

/** Opens the store of a directory; with a user's id, loads all of that user's conversations until it is killed. */
async function run(directory: string, userId: string | undefined): Promise<void> {
  const store = await openSqliteStore({ directory, clock: systemClock, log: openLog("silent") });
  say({ kind: "open" });
  if (userId === undefined) return;
  const { summaries } = await store.matches.list(userId, undefined, 100);
  await Promise.all(summaries.map(({ match }) => load(store, match)));
}

const [directory, userId] = process.argv.slice(2);
if (directory !== undefined) await run(directory, userId);
