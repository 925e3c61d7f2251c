import { describe, expect, test } from "vitest";
import { matched, quiet, testDomain } from "../../test/support/test-domain.ts";
import type { Fanout } from "./ports.ts";

test("a message is told to its room, its recipient and then to both lists, one room at a time", async () => {
  const domain = testDomain();
  const matchId = await matched(domain);
  const { message } = await domain.conversations.send("ann", { matchId, content: "hello" });
  expect(domain.fanout.order).toStrictEqual([`new-message → match-${matchId}`]);
  await domain.clock.runAll();
  expect(domain.fanout.order).toStrictEqual([
    `new-message → match-${matchId}`,
    "new-notification → bob",
    "conversation-updated → ann",
    "conversation-updated → bob",
  ]);
  expect(domain.fanout.said("new-message")).toStrictEqual([message]);
  expect(domain.fanout.said("new-notification")).toStrictEqual([
    {
      type: "message",
      matchId,
      message,
      from: { id: "ann", name: "ann's name", image: null, bio: null },
      unreadCount: 1,
    },
  ]);
});

test("a notification counts what its recipient has not read, without their own messages", async () => {
  const domain = testDomain();
  const matchId = await matched(domain);
  const say = async (userId: string) => {
    await domain.conversations.send(userId, { matchId, content: "x" });
    await domain.idle();
  };
  for (const userId of ["ann", "ann", "bob", "ann"]) await say(userId);
  await domain.receipts.read("bob", matchId, 2);
  for (const userId of ["bob", "ann", "bob"]) await say(userId);
  const unread = (userId: string) =>
    domain.fanout.said("new-notification", userId).map(({ unreadCount }) => unreadCount);
  expect(unread("bob")).toStrictEqual([1, 2, 3, 2]);
  expect(unread("ann")).toStrictEqual([1, 2, 3]);
});

test("G13 the end is told to the room before everybody leaves it, and to both lists", async () => {
  const domain = testDomain();
  const matchId = await matched(domain);
  await domain.matches.end("ann", matchId);
  await domain.clock.runAll();
  expect(domain.fanout.order).toStrictEqual([
    `conversation-event → match-${matchId}`,
    `emptied → match-${matchId}`,
    "conversation-updated → ann",
    "conversation-updated → bob",
  ]);
  expect(domain.fanout.said("conversation-event")).toMatchObject([{ kind: "close", actorId: "ann", seq: 1 }]);
  expect(domain.fanout.said("conversation-updated")).toMatchObject([
    { status: "closed" },
    { status: "closed" },
  ]);
});

describe("G9 no effect depends on a hint", () => {
  test("a fan-out that throws at everything fails nothing, and is heard of", async () => {
    const fail = () => {
      throw new Error("nobody there");
    };
    const fanout: Fanout = { toConversation: fail, toPerson: fail, emptyConversation: fail };
    const errors: unknown[] = [];
    const domain = testDomain({ fanout, onError: (error) => errors.push(error) });
    const matchId = await matched(domain);
    errors.length = 0;
    const sent = await domain.conversations.send("ann", { matchId, content: "hello" });
    await domain.matches.end("ann", matchId);
    await quiet(domain);
    expect(sent).toMatchObject({ created: true, message: { seq: 1 } });
    // new-message, new-notification, conversation-event, leaving the room, and both lists
    expect(errors).toHaveLength(6);
  });

  test("a store that cannot say what a hint needs fails no send, and is heard of", async () => {
    const errors: unknown[] = [];
    let broken = false;
    const domain = testDomain({
      onError: (error) => errors.push(error),
      around: (store) => ({
        ...store,
        marks: {
          ...store.marks,
          of: (...of) => (broken ? Promise.reject(new Error("no marks")) : store.marks.of(...of)),
        },
        matches: {
          ...store.matches,
          summary: (of) => (broken ? Promise.reject(new Error("no summary")) : store.matches.summary(of)),
        },
      }),
    });
    const matchId = await matched(domain);
    broken = true;
    await domain.conversations.send("ann", { matchId, content: "one" });
    await quiet(domain);
    expect(errors.map(String)).toStrictEqual(["Error: no marks", "Error: no summary"]);
    broken = false;
    await domain.conversations.send("ann", { matchId, content: "two" });
    await domain.clock.runAll();
    expect(domain.fanout.said("conversation-updated", "bob")).toMatchObject([{ head: 2, unreadCount: 2 }]);
  });

  test("a send does not wait for what its hints need", async () => {
    const domain = testDomain({
      around: (store) => ({
        ...store,
        marks: { ...store.marks, of: () => new Promise(() => {}) },
      }),
    });
    const matchId = await matched(domain);
    expect(await domain.conversations.send("ann", { matchId, content: "hello" })).toMatchObject({
      created: true,
    });
    expect(domain.fanout.said("new-message")).toHaveLength(1);
  });

  test("G14 when too many hints wait for the store, further notifications are left out and heard of", async () => {
    const errors: unknown[] = [];
    const domain = testDomain({
      onError: (error) => errors.push(error),
      around: (store) => ({ ...store, marks: { ...store.marks, of: () => new Promise(() => {}) } }),
    });
    const matchId = await matched(domain);
    for (let n = 0; n < 1_002; n += 1) await domain.conversations.send("ann", { matchId, content: "hello" });
    expect(errors).toHaveLength(2);
    expect(domain.fanout.said("new-message")).toHaveLength(1_002);
  });
});
