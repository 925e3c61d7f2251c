import type { MessagesPage } from "@duologue/protocol/http";
import { describe, expect, test } from "vitest";
import { matched, quiet, type TestDomain, testDomain } from "../../test/support/test-domain.ts";
import { headOf, type NextEvent, nextRow } from "./log-head.ts";
import type { ConversationLog, Store } from "./ports.ts";

async function talking(options: Parameters<typeof testDomain>[0] = {}) {
  const domain = testDomain(options);
  return { domain, matchId: await matched(domain) };
}

async function say(domain: TestDomain, matchId: string, ...contents: string[]): Promise<void> {
  for (const content of contents) await domain.conversations.send("ann", { matchId, content });
}

const seqs = ({ messages }: MessagesPage) => messages.map(({ seq }) => seq);

/** A store whose log lets something happen right after it has answered. */
const afterwards =
  (method: "last" | "after" | "messagesBefore", happens: () => Promise<unknown>) =>
  (store: Store): Store => {
    const log: ConversationLog = {
      ...store.log,
      [method]: async (matchId: string, ...rest: [number, number]) => {
        const answer = await store.log[method](matchId, ...rest);
        await happens();
        return answer;
      },
    };
    return { ...store, log };
  };

describe("send", () => {
  test("G12 a message has what its sender wrote, and the rest from the server", async () => {
    const { domain, matchId } = await talking();
    const { message, created } = await domain.conversations.send("ann", {
      matchId,
      content: " hello \n",
      clientMessageId: "chosen-by-ann",
    });
    expect(created).toBe(true);
    expect(message).toStrictEqual({
      id: `${matchId}-1`,
      matchId,
      seq: 1,
      senderId: "ann",
      clientMessageId: "chosen-by-ann",
      content: " hello \n",
      createdAt: new Date(domain.clock.now()).toISOString(),
      editedAt: null,
      deletedAt: null,
      replyTo: null,
      reactions: [],
      attachments: [],
    });
  });

  test("G3 a retry gets the original and tells nobody again; other content is refused", async () => {
    const { domain, matchId } = await talking();
    const sent = { matchId, content: "hello", clientMessageId: "chosen-by-ann" };
    const { message } = await domain.conversations.send("ann", sent);
    await quiet(domain);
    expect(await domain.conversations.send("ann", sent)).toStrictEqual({ message, created: false });
    for (const change of [{ content: "hello!" }, { replyTo: 1 }])
      await expect(domain.conversations.send("ann", { ...sent, ...change })).rejects.toMatchObject({
        code: "client_message_id_reused",
      });
    await domain.clock.runAll();
    expect(domain.fanout.order).toStrictEqual([]);
  });

  test("who names no clientMessageId gets one, each time another", async () => {
    const { domain, matchId } = await talking();
    await say(domain, matchId, "same", "same");
    const { messages } = await domain.conversations.page("ann", matchId, { limit: 10 });
    expect(new Set(messages.map(({ clientMessageId }) => clientMessageId)).size).toBe(2);
    for (const { clientMessageId } of messages) expect(clientMessageId).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
  });

  test("an answer names a message of this conversation, and only such a one", async () => {
    const { domain, matchId } = await talking();
    const other = await matched(domain, "ann", "cyd");
    await say(domain, matchId, "one");
    await say(domain, other, "one", "two");
    const { message } = await domain.conversations.send("bob", { matchId, content: "two", replyTo: 1 });
    expect(message.replyTo).toBe(1);
    for (const replyTo of [3, 4, 1_000_000])
      await expect(
        domain.conversations.send("bob", { matchId, content: "x", replyTo }),
      ).rejects.toMatchObject({
        code: "validation_failed",
        fields: [{ path: "replyTo" }],
      });
  });

  test("an event that is no message cannot be answered", async () => {
    const { domain, matchId } = await talking();
    const { store, clock } = domain;
    await say(domain, matchId, "one");
    const match = await domain.matches.requireMember("bob", matchId);
    const reaction: NextEvent = {
      match,
      actorId: "bob",
      clientMessageId: "reaction",
      draft: { kind: "react", emoji: "👍", targetSeq: 1 },
      now: clock.now(),
    };
    await store.log.insert(match, nextRow(headOf(await store.log.last(matchId)), reaction));
    const answer = clock.run(domain.conversations.send("ann", { matchId, content: "x", replyTo: 2 }));
    await expect(answer).rejects.toMatchObject({ code: "validation_failed", fields: [{ path: "replyTo" }] });
  });

  test("what can be answered is asked of the log: another node may have stored it a moment ago", async () => {
    const { domain, matchId } = await talking();
    const other = testDomain({ around: () => domain.store, clock: domain.clock, seed: 2 });
    await say(domain, matchId, "one");
    await say(other, matchId, "two");
    const answer = domain.conversations.send("bob", { matchId, content: "three", replyTo: 2 });
    expect((await domain.clock.run(answer)).message).toMatchObject({ seq: 3, replyTo: 2 });
  });

  test("G13 nothing can be said once the match has ended", async () => {
    const { domain, matchId } = await talking();
    await say(domain, matchId, "one");
    await domain.matches.end("bob", matchId);
    for (const userId of ["ann", "bob"])
      await expect(domain.conversations.send(userId, { matchId, content: "x" })).rejects.toMatchObject({
        code: "match_closed",
      });
    expect(seqs(await domain.conversations.page("ann", matchId, { limit: 10 }))).toStrictEqual([1]);
  });
});

describe("G11 somebody else's conversation and one that does not exist", () => {
  test("are the same to a stranger, whatever is asked, and nobody hears of it", async () => {
    const { domain, matchId } = await talking();
    await matched(domain, "cyd", "dan");
    await say(domain, matchId, "one");
    await quiet(domain);
    const { conversations } = domain;
    for (const ask of [
      (id: string) => conversations.send("cyd", { matchId: id, content: "x" }),
      (id: string) => conversations.page("cyd", id, { limit: 10 }),
      (id: string) => conversations.events("cyd", id, { after: 0, limit: 10 }),
    ]) {
      const refusals = await Promise.all(
        [matchId, "no-such-match"].map((id) => ask(id).catch((error) => error)),
      );
      expect(refusals[0]).toMatchObject({ code: "not_found" });
      expect({ ...refusals[0], message: refusals[0].message }).toStrictEqual({
        ...refusals[1],
        message: refusals[1].message,
      });
    }
    await domain.clock.runAll();
    expect(domain.fanout.order).toStrictEqual([]);
    expect(await domain.store.log.after(matchId, 0, 10)).toHaveLength(1);
  });
});

describe("page", () => {
  const pages: [
    query: { before?: number; around?: number; limit: number },
    seqs: number[],
    hasMore: boolean,
  ][] = [
    [{ limit: 10 }, [1, 2, 3, 4, 5, 6, 7], false],
    [{ limit: 7 }, [1, 2, 3, 4, 5, 6, 7], false],
    [{ limit: 3 }, [5, 6, 7], true],
    [{ limit: 1 }, [7], true],
    [{ before: 5, limit: 3 }, [2, 3, 4], true],
    [{ before: 4, limit: 3 }, [1, 2, 3], false],
    [{ before: 1, limit: 3 }, [], false],
    [{ before: 999, limit: 2 }, [6, 7], true],
    [{ around: 4, limit: 4 }, [2, 3, 4, 5], true],
    [{ around: 4, limit: 3 }, [3, 4, 5], true],
    [{ around: 4, limit: 1 }, [4], true],
    [{ around: 1, limit: 1 }, [1], false],
    [{ around: 1, limit: 4 }, [1, 2], false],
    [{ around: 7, limit: 4 }, [4, 5, 6, 7], true],
    [{ around: 999, limit: 2 }, [6, 7], true],
  ];

  test.each(pages)("%j of seven messages", async (query, expected, hasMore) => {
    const { domain, matchId } = await talking();
    await say(domain, matchId, ..."abcdefg");
    const page = await domain.conversations.page("bob", matchId, query);
    expect(seqs(page)).toStrictEqual(expected);
    expect(page).toMatchObject({ hasMore, head: 7 });
  });

  test("the head counts every event, the messages are only the messages", async () => {
    const { domain, matchId } = await talking();
    expect(await domain.conversations.page("ann", matchId, { limit: 1 })).toStrictEqual({
      messages: [],
      hasMore: false,
      head: 0,
    });
    await say(domain, matchId, "one");
    await domain.matches.end("ann", matchId);
    expect(await domain.conversations.page("ann", matchId, { limit: 5 })).toMatchObject({
      messages: [{ content: "one" }],
      hasMore: false,
      head: 2,
    });
  });

  test.each(["last", "messagesBefore"] as const)(
    "G7 a message stored while a page is read, after its %s, is on it or after its head",
    async (method) => {
      const writer = await talking();
      let once = true;
      const happens = async () => {
        if (once) await say(writer.domain, writer.matchId, "meanwhile");
        once = false;
      };
      await say(writer.domain, writer.matchId, "one");
      const reader = testDomain({ around: () => afterwards(method, happens)(writer.domain.store) });
      const { messages, head } = await reader.conversations.page("bob", writer.matchId, { limit: 10 });
      expect(messages.map(({ seq }) => seq)).toStrictEqual([1]);
      expect(head).toBe(1);
    },
  );

  test("G7 a page around a place has nothing beyond its head either", async () => {
    const writer = await talking();
    let once = true;
    const happens = async () => {
      if (once) await say(writer.domain, writer.matchId, "meanwhile");
      once = false;
    };
    await say(writer.domain, writer.matchId, "one");
    const reader = testDomain({ around: () => afterwards("last", happens)(writer.domain.store) });
    const page = await reader.conversations.page("bob", writer.matchId, { around: 1, limit: 10 });
    expect(seqs(page)).toStrictEqual([1]);
    expect(page.head).toBe(1);
  });
});

describe("events", () => {
  test("G7 exactly what follows the cursor, in pages", async () => {
    const { domain, matchId } = await talking();
    await say(domain, matchId, "one", "two");
    await domain.matches.end("bob", matchId);
    const { epoch } = domain.store;
    const events = (after: number, limit: number) =>
      domain.conversations.events("ann", matchId, { after, limit, epoch });
    expect(await events(0, 2)).toMatchObject({
      epoch,
      events: [{ seq: 1 }, { seq: 2 }],
      head: 3,
      hasMore: true,
    });
    expect(await events(2, 2)).toMatchObject({
      events: [{ seq: 3, kind: "close", actorId: "bob" }],
      hasMore: false,
    });
    expect(await events(3, 2)).toStrictEqual({ epoch, events: [], head: 3, hasMore: false });
  });

  test("G7 a cursor that this log never gave out is answered by a reset", async () => {
    const { domain, matchId } = await talking();
    const events = (after: number, epoch?: string) =>
      domain.conversations.events("ann", matchId, { after, limit: 10, epoch });
    expect(await events(0)).toMatchObject({ events: [], head: 0 });
    await say(domain, matchId, "one");
    expect(await events(2)).toStrictEqual({ reset: true });
    expect(await events(0, "another-epoch")).toStrictEqual({ reset: true });
    expect(await events(1, "another-epoch")).toStrictEqual({ reset: true });
    expect(await events(1, domain.store.epoch)).toMatchObject({ events: [], head: 1 });
  });

  test("G7 an event stored while others are read shows as more to come", async () => {
    const writer = await talking();
    await say(writer.domain, writer.matchId, "one");
    let once = true;
    const happens = async () => {
      if (once) await say(writer.domain, writer.matchId, "meanwhile");
      once = false;
    };
    const reader = testDomain({ around: () => afterwards("after", happens)(writer.domain.store) });
    const read = (after: number) => reader.conversations.events("bob", writer.matchId, { after, limit: 10 });
    expect(await read(0)).toMatchObject({ events: [{ seq: 1 }], head: 2, hasMore: true });
    expect(await read(1)).toMatchObject({ events: [{ seq: 2 }], head: 2, hasMore: false });
  });
});
