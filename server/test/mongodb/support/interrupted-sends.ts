import type { EventsPage } from "@duologue/protocol/http";
import type { Message } from "@duologue/protocol/models";
import { expect } from "vitest";
import type { Person } from "../../support/person.ts";

const SENDS = 100;
/** At a time, so that some are under way when it happens. */
const LANES = 8;
const ACKED_BEFORE = 20;

interface Conversation {
  alice: Person;
  bob: Person;
  matchId: string;
}

export function send(person: Person, matchId: string, id: string): Promise<Response> {
  return person.request("POST", `/api/messages/${matchId}`, { content: id, clientMessageId: id });
}

/** As a client does that keeps what it has not heard of. */
export async function sendUntilAnswered(person: Person, matchId: string, id: string): Promise<Message> {
  for (;;) {
    const response = await send(person, matchId, id);
    if (response.ok) return (await response.json()) as Message;
    expect(response.status).toBe(503);
  }
}

/** The clientMessageIds of a log that has no gap, in order. */
export async function logOf(person: Person, matchId: string): Promise<(string | null)[]> {
  const page = await person.get<EventsPage>(`/api/messages/${matchId}/events?after=0&limit=200`);
  if ("reset" in page) throw new Error("a log from the beginning is never reset");
  expect(page.events.map(({ seq }) => seq)).toStrictEqual(page.events.map((_, index) => index + 1));
  return page.events.map(({ clientMessageId }) => clientMessageId);
}

/**
 * Both send while something happens to the database. Whatever was acknowledged is there afterwards, at its number; whatever
 * was answered with 503 may or may not be, and is there once when it was sent again (G1 G2 G3 G5).
 *
 * @param happens begins when some sends were acknowledged and others are under way
 */
export async function sendThrough(
  { alice, bob, matchId }: Conversation,
  happens: () => Promise<void>,
): Promise<void> {
  const ids = Array.from({ length: SENDS }, (_, n) => `in-flight-${n}`);
  const senderOf = (n: number) => (n % 2 ? alice : bob);
  const { promise: someAcked, resolve: enough } = Promise.withResolvers<void>();
  const seqs = new Map<string, number>();
  const sending = Array.from({ length: LANES }, async (_, lane) => {
    for (const id of ids.filter((_id, n) => n % LANES === lane)) {
      if (seqs.size < ACKED_BEFORE) {
        // A machine that is too busy answers 503 as well, and then nothing would be under way when it happens.
        seqs.set(id, (await sendUntilAnswered(senderOf(lane), matchId, id)).seq);
      } else {
        enough();
        const response = await send(senderOf(lane), matchId, id);
        if (response.ok) seqs.set(id, ((await response.json()) as Message).seq);
        else expect(response.status).toBe(503);
      }
    }
  });
  await someAcked;
  await happens();
  await Promise.all(sending);

  const again = await Promise.all(ids.map((id, n) => sendUntilAnswered(senderOf(n), matchId, id)));
  for (const { clientMessageId, seq } of again) expect(seq).toBe(seqs.get(clientMessageId) ?? seq);
  const log = await logOf(bob, matchId);
  for (const [id, seq] of seqs) expect(log[seq - 1]).toBe(id);
  expect(log.toSorted()).toStrictEqual(ids.toSorted());
}
