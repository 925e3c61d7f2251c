import { expect, test } from "vitest";
import { provenText } from "../workload/text.ts";
import { checkHistory, type Invariant } from "./check-history.ts";
import type { Entry, Happening, Sight } from "./entry.ts";

const CANARY = "canary-one";
const base = { match: "m", device: "phone", user: "ann" } as const;

const text = (n: number, writer = "phone") => provenText({ canary: CANARY, run: "r", writer, n });
const sight = (seq: number, change: Partial<Sight> = {}): Sight => ({
  seq,
  id: `m-${seq}`,
  sender: "ann",
  key: `key-${seq}`,
  content: text(seq),
  ...change,
});
const SIGHTS = [1, 2, 3].map((seq) => sight(seq));
const theirs = sight(4, { sender: "bob", content: text(4, "tablet") });
const closed = sight(5, { content: null });
const ALL = [...SIGHTS, theirs, closed];

/** Two people, four messages, an end, and nothing wrong with any of it. */
const SOUND: readonly Happening[] = [
  { what: "match", match: "m", users: ["ann", "bob"], canary: CANARY },
  { what: "match", match: "n", users: ["cid", "dan"], canary: "canary-two" },
  ...SIGHTS.flatMap((one): Happening[] => [
    { ...base, what: "composed", content: one.content ?? "" },
    { ...base, what: "invoked", content: one.content ?? "", key: one.key },
    { ...base, what: "unknown", key: one.key, code: "network", detail: "The server cannot be reached" },
    { ...base, what: "invoked", content: one.content ?? "", key: one.key },
    { ...base, what: "acked", key: one.key, sight: one },
  ]),
  { ...base, what: "composed", content: text(9) },
  { ...base, what: "invoked", content: text(9), key: "key-9" },
  { ...base, what: "rejected", key: "key-9", code: "match_closed", detail: "The match has ended" },
  { what: "composed", device: "tablet", user: "bob", match: "m", content: text(4, "tablet") },
  { what: "invoked", device: "tablet", user: "bob", match: "m", content: text(4, "tablet"), key: "key-4" },
  { what: "acked", user: "bob", match: "m", key: "key-4", sight: theirs },
  { what: "pushed", device: "tablet", user: "bob", match: "m", sights: [sight(2)] },
  { what: "pushed", device: "tablet", user: "bob", match: "m", sights: [sight(2)] },
  { what: "paged", device: "tablet", user: "bob", match: "m", after: 1, sights: [sight(2), sight(3)] },
  { what: "paged", device: "tablet", user: "bob", match: "m", after: null, sights: [sight(3), theirs] },
  { what: "shown", device: "tablet", user: "bob", match: "m", sights: [sight(1)] },
  { what: "appended", device: "tablet", user: "bob", match: "m", sights: [sight(2), sight(3), theirs] },
  { what: "heard", user: "bob", canary: CANARY },
  { what: "exited", expected: true, code: null, signal: "SIGKILL" },
  { what: "awaited", device: "tablet", match: "m", head: 4, within: 1_000 },
  { what: "reached", device: "tablet", match: "m", head: 4 },
  { what: "final", observer: "tablet", whole: false, match: "m", sights: [sight(3), theirs] },
  { what: "final", observer: "the database", whole: true, match: "m", sights: ALL },
];

const history = (happenings: readonly Happening[]): Entry[] =>
  happenings.map((happening, index) => ({ ...happening, at: index }));
const broken = (happenings: readonly Happening[]): Set<Invariant> =>
  new Set(checkHistory(history(happenings)).map(({ invariant }) => invariant));
const final = (sights: readonly Sight[]): Happening => ({
  what: "final",
  observer: "the database",
  whole: true,
  match: "m",
  sights,
});
const withFinal = (...sights: Sight[]) => [...SOUND.slice(0, -1), final(sights)];
const onTablet = { device: "tablet", user: "bob", match: "m" } as const;

test("a sound history has no violation", () => {
  expect(checkHistory(history(SOUND))).toEqual([]);
});

/** Each planted fault, and the invariants that it breaks: those at least that are named. */
const PLANTED: readonly [string, Invariant, readonly Happening[]][] = [
  ["an acknowledged message that is gone at the end", "I1", withFinal(...SIGHTS.slice(0, 2))],
  [
    "an acknowledged message that a screen has otherwise",
    "I1",
    [
      ...SOUND,
      {
        what: "final",
        observer: "tablet",
        whole: false,
        match: "m",
        sights: [sight(3, { content: text(1) })],
      },
    ],
  ],
  ["a message that nobody wrote", "I2", withFinal(...ALL, sight(6, { content: text(77) }))],
  ["a message in another's name", "I2", withFinal(...ALL, sight(6, { sender: "bob", content: text(9) }))],
  [
    "a text that was changed on its way",
    "I2",
    [
      { ...base, what: "composed", content: `${text(1)}x` },
      ...withFinal(...ALL, sight(6, { content: `${text(1)}x` })),
    ],
  ],
  ["a rejected message that appears", "I2", withFinal(...ALL, sight(6, { key: "key-9", content: text(9) }))],
  ["one message in two places", "I3", withFinal(...ALL, sight(6, { key: "key-2", content: text(2) }))],
  ["one text under two keys", "I3", withFinal(...ALL, sight(6, { content: text(2) }))],
  ["a hole at the end", "I4", withFinal(sight(1), sight(3), theirs, closed)],
  ["a log that does not begin at one", "I4", withFinal(...ALL.slice(1))],
  ["a hole in one page", "I4", [...SOUND, { ...onTablet, what: "paged", after: 1, sights: [sight(3)] }]],
  [
    "a page of messages with a hole",
    "I4",
    [...SOUND, { ...onTablet, what: "paged", after: null, sights: [sight(1), sight(3)] }],
  ],
  [
    "two contents at one place",
    "I5",
    [...SOUND, { ...onTablet, what: "pushed", sights: [sight(2, { content: text(3), key: "key-3" })] }],
  ],
  [
    "two ids of one event",
    "I5",
    [...SOUND, { ...onTablet, what: "pushed", sights: [sight(2, { id: "m-other" })] }],
  ],
  ["a number that was seen and disappeared", "I5", withFinal(...SIGHTS)],
  [
    "a later send with a lower number",
    "I6",
    [{ ...base, what: "acked", key: "key-3", sight: sight(3) }, ...SOUND],
  ],
  ["a device's messages in another order", "I6", [...SOUND, { ...base, what: "composed", content: text(1) }]],
  ["a repeat on a screen", "I7", [...SOUND, { ...onTablet, what: "appended", sights: [sight(2)] }]],
  ["a screen out of order", "I7", [...SOUND, { ...onTablet, what: "shown", sights: [sight(2), sight(1)] }]],
  ["a screen with a hole", "I7", [...SOUND, { ...onTablet, what: "shown", sights: [sight(1), sight(3)] }]],
  [
    "a screen that was too late",
    "I8",
    [{ what: "awaited", device: "tablet", match: "m", head: 4, within: 3 }, ...SOUND],
  ],
  [
    "a screen that never came",
    "I8",
    [...SOUND, { what: "awaited", device: "phone", match: "m", head: 4, within: 1_000 }],
  ],
  ["another pair's text", "I9", [...SOUND, { what: "heard", user: "cid", canary: CANARY }]],
  ["a text in the log", "I9", [...SOUND, { what: "heard", user: null, canary: CANARY }]],
  [
    "a stack in an answer",
    "I10",
    [
      ...SOUND,
      {
        ...base,
        what: "unknown",
        key: "key-1",
        code: "internal",
        detail: "Error: x\n    at send (log.ts:1)",
      },
    ],
  ],
  [
    "a process that ended by itself",
    "I11",
    [...SOUND, { what: "exited", expected: false, code: 1, signal: null }],
  ],
  ["an error in the log", "I11", [...SOUND, { what: "faulted", line: "an error that nobody caught" }]],
];

test.each(PLANTED)("%s breaks %s", (_, invariant, happenings) => {
  expect([...broken(happenings)]).toContain(invariant);
});

test("what the device itself sent may stand behind a gap while the rest is fetched", () => {
  const own = { device: "phone", user: "ann", match: "m" } as const;
  const screen: Happening = { ...own, what: "shown", sights: [sight(1), sight(3)] };
  expect(broken([...SOUND, screen])).toEqual(new Set());
  expect(broken([...SOUND, screen, { ...own, what: "appended", sights: [theirs] }])).toContain("I7");
});

test("a rejected attempt of a message of which another is unknown proves nothing", () => {
  const unknown: Happening = { ...base, what: "unknown", key: "key-9", code: "network", detail: "" };
  const late = sight(5, { key: "key-9", content: text(9) });
  expect(broken([...SOUND.slice(0, -1), unknown, final([...SIGHTS, theirs, late])])).toEqual(new Set());
});
