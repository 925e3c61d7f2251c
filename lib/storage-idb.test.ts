import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { openIdbStorage } from "./storage-idb.ts";
import { me } from "./support/sample.ts";
import { storageContract } from "./support/storage-contract.ts";

let count = 0;
storageContract("storage in IndexedDB", () => {
  count += 1;
  return openIdbStorage(`test-${count}`);
});

test("F47 what was kept is there when it is opened again", async () => {
  const before = await openIdbStorage("reopened");
  await before.saveUser(me("ann"));
  await before.saveDraft("ann", "match-1", "half a thought");
  before.close();
  const after = await openIdbStorage("reopened");
  expect(await after.lastUser()).toEqual(me("ann"));
  expect((await after.load("ann")).drafts).toEqual([{ matchId: "match-1", text: "half a thought" }]);
  after.close();
});

test("a closed database rejects instead of pretending", async () => {
  const storage = await openIdbStorage("closed");
  storage.close();
  await expect(storage.saveDraft("ann", "match-1", "text")).rejects.toThrow();
});
