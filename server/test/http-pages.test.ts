import type { EventsPage, MessagesPage } from "@duologue/protocol/http";
import { CONTENT_MAX_CODE_POINTS, EVENTS_PAGE_MAX, PAGE_MAX, PAGE_TEXT_MAX } from "@duologue/protocol/limits";
import { beforeAll, describe, expect, test } from "vitest";
import type { Person } from "./support/person.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer();
/** Two code units each: the longest texts that there are. */
const LONGEST = "𝄞".repeat(CONTENT_MAX_CODE_POINTS);
const SENT = 20;
const all = Array.from({ length: SENT }, (_, index) => index + 1);

let alice: Person;
let matchId: string;

beforeAll(async () => {
  ({ alice, matchId } = await server().signUpPair());
  await Promise.all(all.map(() => alice.send(matchId, LONGEST)));
});

const textIn = (items: readonly object[]) =>
  items.reduce((sum, item) => sum + ("content" in item ? String(item.content).length : 0), 0);
const messages = (query: string) => alice.get<MessagesPage>(`/api/messages/${matchId}?${query}`);
const seqs = (page: MessagesPage) => page.messages.map(({ seq }) => seq);

describe("G14 a page of the longest messages has room for some of them, and the next for the rest", () => {
  test("events", async () => {
    const seen: number[] = [];
    for (let hasMore = true; hasMore; ) {
      const path = `/api/messages/${matchId}/events?after=${seen.length}&limit=${EVENTS_PAGE_MAX}`;
      const page = await alice.get<EventsPage>(path);
      if ("reset" in page) throw new Error("the cursor was served before");
      expect(textIn(page.events)).toBeLessThanOrEqual(PAGE_TEXT_MAX);
      expect(page.events.length).toBeGreaterThan(0);
      seen.push(...page.events.map(({ seq }) => seq));
      hasMore = page.hasMore;
    }
    expect(seen).toEqual(all);
  });

  test("messages, from the newest back", async () => {
    let seen: number[] = [];
    for (let hasMore = true; hasMore; ) {
      const page = await messages(`limit=${PAGE_MAX}${seen[0] === undefined ? "" : `&before=${seen[0]}`}`);
      expect(textIn(page.messages)).toBeLessThanOrEqual(PAGE_TEXT_MAX);
      expect(page.messages.length).toBeGreaterThan(0);
      seen = [...seqs(page), ...seen];
      hasMore = page.hasMore;
    }
    expect(seen).toEqual(all);
  });

  test("messages around one, which is among them with neighbours on both sides", async () => {
    const page = await messages(`limit=${PAGE_MAX}&around=10`);
    expect(textIn(page.messages)).toBeLessThanOrEqual(PAGE_TEXT_MAX);
    expect(seqs(page)).toEqual(expect.arrayContaining([9, 10, 11]));
    expect(page.hasMore).toBe(true);
    const [first = 0] = seqs(page);
    expect(seqs(page)).toEqual(all.slice(first - 1, first - 1 + page.messages.length));
  });
});
