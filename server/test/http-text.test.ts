import type { MessagesPage } from "@duologue/protocol/http";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "./support/person.ts";
import { refusal } from "./support/problem-of.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

let server: TestServer;
let alice: Person;
let bob: Person;
let matchId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ alice, bob, matchId } = await server.signUpPair());
});
afterAll(() => server[Symbol.asyncDispose]());

test.each([
  ["nothing", ""],
  ["blanks", "   "],
  ["line ends", "\n\t\r\n"],
  ["zero-width spaces", "\u200b\u200b"],
  ["blank Braille", "\u2800"],
  ["Hangul filler", "\u3164"],
  ["NUL", "a\u0000b"],
  ["a lone surrogate", "a\ud800"],
  ["4001 code points", "😀".repeat(4001)],
])("%s is no message (A009 A010 A115 A116)", async (_name, content) => {
  const response = await alice.request("POST", `/api/messages/${matchId}`, { content });
  expect(await refusal(response)).toBe("400 validation_failed");
});

test.each([
  ["4000 code points of four bytes", "😀".repeat(4000)],
  ["families, flags and skin tones", "👩‍👩‍👧‍👦 🇩🇪 👍🏽 🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
  ["right-to-left", "مرحبا שלום hello \u202eabc\u202c"],
  ["both normal forms", "e\u0301 é A\u030a Å"],
  ["piled marks", `z${"\u0335".repeat(3999)}`],
  ["white space around it", "  two words \n"],
  ["markup", `<img src=x onerror=alert(1)>"><script>alert(1)</script>\${7*7}`],
  ["SQL", "'); DROP TABLE event;-- % _ \\"],
  ["JSON in text", '{"$gt":""}'],
  ["line separators", "a\u2028b\u2029c\r\nd"],
])("%s comes back as it was sent (R3 A109 A117 A118 A124)", async (_name, content) => {
  const sent = await alice.send(matchId, content);
  const page = await bob.get<MessagesPage>(`/api/messages/${matchId}?around=${sent.seq}&limit=1`);
  expect(page.messages.map((message) => message.content)).toEqual([sent.content]);
  expect(sent.content).toBe(content);
});

test.each([
  ["hidden characters", "Ad\u200bmin"],
  ["direction marks", "\u202enimdA"],
  ["control characters", "a\r\nSet-Cookie: x=1"],
  ["NUL", "a\u0000"],
  ["piled marks", `Z${"\u0335".repeat(300)}`],
  ["51 graphemes", "👩‍👩‍👧‍👦".repeat(51)],
  ["nothing", "  "],
])("a name with %s is refused (R7 A026 A120)", async (_name, name) => {
  expect(await refusal(await alice.request("PATCH", "/api/me", { name }))).toBe("400 validation_failed");
});

test("a name is kept in one normal form (A120)", async () => {
  const response = await alice.request("PATCH", "/api/me", { name: "Zoe\u0308" });
  expect(await response.json()).toMatchObject({ name: "Zo\u00eb" });
});
