import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { PositionSealer } from "./position-sealer.ts";

const identity = { epoch: "epoch-one", sealingKey: randomBytes(32).toString("base64url") };
const sealer = new PositionSealer(identity);
const purpose = { use: "sync", userId: "ann" } as const;

test.each([0, 1, 2 ** 31, Number.MAX_SAFE_INTEGER])("position %d comes back", (position) => {
  expect(sealer.open(sealer.seal(position, purpose), purpose)).toBe(position);
});

test("G11 a seal does not show its position", () => {
  expect(sealer.seal(7, purpose)).not.toBe(sealer.seal(7, purpose));
});

test("a seal opens for its own purpose, person, epoch and store only", () => {
  const sealed = sealer.seal(7, purpose);
  expect(sealer.open(sealed, { ...purpose, use: "list" })).toBeUndefined();
  expect(sealer.open(sealed, { ...purpose, userId: "bob" })).toBeUndefined();
  expect(new PositionSealer({ ...identity, epoch: "epoch-two" }).open(sealed, purpose)).toBeUndefined();
  const otherKey = randomBytes(32).toString("base64url");
  expect(new PositionSealer({ ...identity, sealingKey: otherKey }).open(sealed, purpose)).toBeUndefined();
});

test("a seal with any character changed, added or missing does not open", () => {
  const sealed = sealer.seal(7, purpose);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = sealed.slice(0, at) + (sealed[at] === "A" ? "B" : "A") + sealed.slice(at + 1);
    expect(sealer.open(changed, purpose), changed).toBeUndefined();
  }
  for (const wrong of [
    "",
    sealed.slice(1),
    `${sealed}A`,
    `${sealed}=`,
    sealed.replace(/./, "!"),
    ` ${sealed}`,
  ])
    expect(sealer.open(wrong, purpose), wrong).toBeUndefined();
});

test("a cursor that a client made up is a mistake in its request", () => {
  expect(() => sealer.require("made up", purpose)).toThrow(
    expect.objectContaining({
      code: "validation_failed",
      fields: [expect.objectContaining({ path: "cursor" })],
    }),
  );
});
