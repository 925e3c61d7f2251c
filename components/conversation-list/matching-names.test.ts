import { expect, test } from "vitest";
import type { ListEntry } from "@/lib/chat-state";
import { matchingNames } from "./matching-names.ts";

const entries = ["Maya Lindqvist", "Jonas Okafor", "Zoë Müller", "İpek Şahin"].map((name) => ({
  match: { peer: { name } },
})) as ListEntry[];
const found = (typed: string) => matchingNames(entries, typed).map(({ match }) => match.peer.name);

test.each([
  ["lind", ["Maya Lindqvist"]],
  ["MAYA", ["Maya Lindqvist"]],
  ["zoe", ["Zoë Müller"]],
  ["Müll", ["Zoë Müller"]],
  ["ipek sahin", ["İpek Şahin"]],
  [" ok ", ["Jonas Okafor"]],
  ["nobody", []],
])("%j finds %j (U71)", (typed, names) => expect(found(typed)).toEqual(names));

test("nothing typed is the list itself", () => {
  expect(matchingNames(entries, "  ")).toBe(entries);
});
