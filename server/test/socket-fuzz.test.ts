import fc from "fast-check";
import { expect, test } from "vitest";
import { RawClient } from "./support/raw-client.ts";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";

const server = sharedServer();

const NAMES = [
  "join",
  "join-conversation",
  "leave-conversation",
  "send-message",
  "typing",
  "read",
  "delivered",
];
const MEMBERS = [
  "matchId",
  "typing",
  "seq",
  "content",
  "clientMessageId",
  "replyTo",
  "_placeholder",
  "num",
  "token",
];

const argument = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(...MEMBERS),
    fc.oneof(fc.jsonValue(), fc.string(), fc.integer(), fc.boolean()),
  ),
);
const event = fc
  .tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string()), fc.array(argument, { maxLength: 3 }))
  .map(([name, args]) => JSON.stringify([name, ...args]));
const payload = fc.oneof(event, fc.json(), fc.constant(""));
/** A packet put together from its parts, most of them where they belong. */
const packet = fc
  .tuple(
    fc.constantFrom("4", "4", "4", "4", "0", "2", "3", "5", "6", "b", "9", ""),
    fc.constantFrom("2", "2", "2", "5", "6", "0", "1", "3", "4", "7", "x", ""),
    fc.constantFrom("", "", "", "1-", "2-", "-", "99999-"),
    fc.constantFrom("", "", "", "/x,", "/", ","),
    fc.constantFrom("", "0", "17", "99999999999999999999", "-1"),
    payload,
  )
  .map((parts) => parts.join(""));
const frame = fc.oneof(
  { weight: 8, arbitrary: packet },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 50 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)) },
);

test("R10 whatever one client sends, the others go on and nothing unforeseen happens", {
  timeout: 60_000,
}, async () => {
  const mallory = await server().signUp("Mallory");
  const witness = await server().signUp("Witness");
  await using client = await TestClient.connect(server().url, { token: witness.token });
  const property = fc.asyncProperty(
    fc.boolean(),
    fc.array(frame, { maxLength: 30 }),
    async (isLetIn, frames) => {
      await using raw = isLetIn
        ? await RawClient.connect(server().url, mallory.token)
        : await RawClient.open(server().url);
      for (const data of frames) raw.webSocket.send(data);
      await client.accepted("join", witness.id);
    },
  );
  await fc.assert(property, { numRuns: 200 });
  expect(server().log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
