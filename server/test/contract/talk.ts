import { randomUUID } from "node:crypto";
import type { Event } from "@duologue/protocol/models";
import { expect } from "vitest";
import type { LogRow, MatchRecord, Person, Store } from "../../src/domain/ports.ts";

type Position = "id" | "matchId" | "seq" | "actorId" | "clientMessageId" | "createdAt";
type Body<Each> = Each extends Event ? Omit<Each, Position> : never;

/** An event before it has its place in a log. */
export type Draft = Body<Event> & { by: 0 | 1; clientMessageId?: string };

export const START = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

export const message = (by: 0 | 1, content = "hello"): Draft => ({
  kind: "message",
  by,
  content,
  targetSeq: null,
});

/** A conversation that is written the way the domain does it: every row continues the one before. */
export class Talk {
  readonly match: MatchRecord;
  readonly rows: LogRow[] = [];
  readonly #store: Store;

  constructor(store: Store, match: MatchRecord) {
    this.#store = store;
    this.match = match;
  }

  /** The row that this event would be, here and now; `after` says what it continues. */
  next({ by, clientMessageId, ...body }: Draft, after: LogRow | undefined = this.rows.at(-1)): LogRow {
    const seq = (after?.event.seq ?? 0) + 1;
    const spoke = (side: 0 | 1) => (body.kind === "message" && by === side ? 1 : 0);
    return {
      event: {
        ...body,
        id: randomUUID(),
        matchId: this.match.id,
        seq,
        actorId: this.match.members[by],
        clientMessageId: clientMessageId ?? randomUUID(),
        createdAt: new Date(START + seq).toISOString(),
      },
      sent: [(after?.sent[0] ?? 0) + spoke(0), (after?.sent[1] ?? 0) + spoke(1)],
      messageSeq: body.kind === "message" ? seq : (after?.messageSeq ?? 0),
    };
  }

  insert(row: LogRow): Promise<"stored" | "conflict"> {
    return this.#store.log.insert(this.match, row);
  }

  async add(draft: Draft): Promise<LogRow> {
    const row = this.next(draft);
    expect(await this.insert(row)).toBe("stored");
    this.rows.push(row);
    return row;
  }

  async say(...contents: string[]): Promise<LogRow[]> {
    const said: LogRow[] = [];
    for (const content of contents) said.push(await this.add(message(0, content)));
    return said;
  }
}

export function personNamed(name: string): Person {
  return {
    id: `${name}-${randomUUID()}`,
    name,
    image: null,
    bio: null,
    settings: { readReceipts: true, typing: true, presence: true },
  };
}

export async function join(store: Store, name: string): Promise<Person> {
  const person = personNamed(name);
  await store.people.add(person);
  return person;
}

export function proposal(one: string, other: string): MatchRecord {
  return {
    id: randomUUID(),
    members: one < other ? [one, other] : [other, one],
    createdAt: START,
  };
}

/** Two people like each other; the match that comes of it. */
export async function pair(store: Store, one: string, other: string): Promise<MatchRecord> {
  await store.people.like(one, proposal(one, other));
  const made = await store.people.like(other, proposal(one, other));
  expect(made?.created).toBe(true);
  return made?.match ?? proposal(one, other);
}

/** A conversation between two people who just joined. */
export async function talk(store: Store): Promise<Talk> {
  const one = await join(store, "one");
  const other = await join(store, "other");
  return new Talk(store, await pair(store, one.id, other.id));
}

/** One person in so many conversations, in the order in which they began. */
export async function talksOf(store: Store, count: number): Promise<{ me: string; talks: Talk[] }> {
  const me = await join(store, "me");
  const talks: Talk[] = [];
  for (let n = 0; n < count; n += 1) {
    const peer = await join(store, `peer${n}`);
    talks.push(new Talk(store, await pair(store, me.id, peer.id)));
  }
  return { me: me.id, talks };
}
