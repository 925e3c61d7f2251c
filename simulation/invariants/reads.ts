import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { Disclosure, KindOf, Occurrence } from "../history/occurrence.ts";
import type { Truth } from "../history/truth.ts";

/**
 * I4, I5, G7, G11: whatever a node hands out is what the log says, without holes, up to where the log reached when it
 * was asked, and to members alone. Unread counts are what the log says, too.
 */
export class Reads implements Check {
  readonly #truth: Truth;

  constructor(truth: Truth) {
    this.#truth = truth;
  }

  see(occurrence: Occurrence): void {
    if (occurrence.kind === "disclosed") this.#disclosed(occurrence.disclosure);
    else if (occurrence.kind === "events-read") this.#events(occurrence);
    else if (occurrence.kind === "page-read") this.#page(occurrence);
    else if (occurrence.kind === "intruded") this.#intruded(occurrence);
  }

  #disclosed({ userId, how, matchIds, messages, events, matches }: Disclosure): void {
    const named = [...messages, ...events].map(({ matchId }) => matchId);
    for (const matchId of [...matchIds, ...named, ...matches.map(({ id }) => id)])
      if (!this.#truth.match(matchId)?.members.includes(userId))
        throw new Violation("G11", `${how} gave ${userId} something of ${matchId}`);
    for (const { matchId, seq, id, senderId, content, createdAt } of messages)
      this.#same(how, { matchId, seq, id, actorId: senderId, content, createdAt });
    for (const event of events)
      this.#same(how, { ...event, content: event.kind === "message" ? event.content : null });
    for (const { id, lastMessage, head, readSeq, unreadCount } of matches) {
      if (lastMessage) {
        const { matchId, seq, senderId, content, createdAt } = lastMessage;
        this.#same(how, { matchId, seq, id: lastMessage.id, actorId: senderId, content, createdAt });
      }
      const truth = this.#truth.unread(id, userId, { from: readSeq, to: head });
      if (unreadCount !== truth)
        throw new Violation(
          "unread",
          `${how} says ${unreadCount} unread in ${id} for ${userId}, not ${truth}`,
        );
    }
  }

  #same(
    how: string,
    said: {
      matchId: string;
      seq: number;
      id: string;
      actorId: string;
      content: string | null;
      createdAt: string;
    },
  ): void {
    const event = this.#truth.rowAt(said.matchId, said.seq)?.event;
    const content = event?.kind === "message" ? event.content : null;
    if (event === undefined)
      throw new Violation("I5", `${how} has ${said.matchId} ${said.seq}, which is not in the log`);
    if (
      event.id !== said.id ||
      event.actorId !== said.actorId ||
      content !== said.content ||
      event.createdAt !== said.createdAt
    )
      throw new Violation(
        "I5",
        `${how} says that ${said.matchId} ${said.seq} is "${said.content}", not "${content}"`,
      );
  }

  #events({ matchId, after, headBefore, answer }: KindOf<"events-read">): void {
    if ("reset" in answer) {
      if (after <= headBefore)
        throw new Violation("G7", `${matchId} after ${after} was reset below the head`);
      return;
    }
    const { events, head, hasMore } = answer;
    for (const [at, { seq }] of events.entries())
      if (seq !== after + 1 + at)
        throw new Violation("I4", `after ${after} of ${matchId} came ${seq} in place of ${after + 1 + at}`);
    if (head < headBefore) throw new Violation("I4", `${matchId} was read up to ${head}, not ${headBefore}`);
    if (hasMore !== after + events.length < head)
      throw new Violation("G7", `${matchId} after ${after}: hasMore is ${hasMore} at head ${head}`);
    if (events.length === 0 && after < headBefore)
      throw new Violation("G7", `${matchId} after ${after} is empty and the head is ${headBefore}`);
  }

  #page({ matchId, headBefore, answer: { messages, head } }: KindOf<"page-read">): void {
    if (head < headBefore) throw new Violation("I4", `${matchId} was read up to ${head}, not ${headBefore}`);
    let before: number | undefined;
    for (const { seq } of messages) {
      const place = this.#truth.placeOf(matchId, seq);
      if (place === undefined || (before !== undefined && place !== before + 1) || seq > head)
        throw new Violation("I4", `a page of ${matchId} has ${seq} where it should not be`);
      before = place;
    }
  }

  #intruded({ name, matchId, code }: KindOf<"intruded">): void {
    if (code === undefined || !["not_found", "unauthenticated", "unavailable", "network"].includes(code))
      throw new Violation(
        "G11",
        `a stranger tried ${name} of ${matchId} and was answered ${code ?? "with success"}`,
      );
  }
}
