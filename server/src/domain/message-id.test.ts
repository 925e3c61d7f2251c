import { Id } from "@duologue/protocol/ids";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeMessageId, parseMessageId } from "./message-id.ts";

const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

test("an id says where its message is, whatever the match's id looks like", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,47}$/), seq, (matchId, at) => {
      const id = makeMessageId(matchId, at);
      expect(Id.safeParse(id).success).toBe(true);
      expect(parseMessageId(id)).toStrictEqual({ matchId, seq: at });
    }),
  );
  expect(parseMessageId("a-1-2")).toStrictEqual({ matchId: "a-1", seq: 2 });
});

test.each([
  "",
  "a",
  "a-",
  "-1",
  "a-0",
  "a-01",
  "a-1x",
  "a-1.5",
  "a b-1",
  "a-9007199254740993",
  "a-99999999999999999",
])("%j is the id of no message", (id) => {
  expect(parseMessageId(id)).toBeUndefined();
});
