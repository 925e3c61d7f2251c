import type { Message } from "@duologue/protocol/models";
import { describe, expect, test } from "vitest";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";
import type { TestServer } from "./support/test-server.ts";

/** Two people with a match, each in the conversation's room, and a third who has nothing to do with them. */
async function conversation(server: TestServer) {
  const { alice, bob, matchId } = await server.signUpPair();
  const stranger = await server.signUp("Stranger");
  const stack = new AsyncDisposableStack();
  const connect = async (token: string) => stack.use(await TestClient.connect(server.url, { token }));
  const [a, b, s] = await Promise.all([alice, bob, stranger].map(({ token }) => connect(token)));
  if (a === undefined || b === undefined || s === undefined) throw new Error("three clients were asked for");
  await a.accepted("join-conversation", matchId);
  await b.accepted("join-conversation", matchId);
  const dispose = () => stack.disposeAsync();
  return { alice, bob, stranger, matchId, a, b, s, connect, [Symbol.asyncDispose]: dispose };
}

const clientMessageId = "test-message-1";

const server = sharedServer();

describe("what is said in a conversation", () => {
  test("a message by HTTP reaches the room, and its recipient's personal room", async () => {
    await using talk = await conversation(server());
    const sent = await talk.alice.send(talk.matchId, "hello");
    expect(await talk.a.next("new-message")).toEqual(sent);
    expect(await talk.b.next("new-message")).toEqual(sent);
    expect(await talk.b.next("new-notification")).toEqual({
      type: "message",
      matchId: talk.matchId,
      message: sent,
      from: { id: talk.alice.id, name: "Alice", image: null, bio: null },
      unreadCount: 1,
    });
    expect(await talk.a.unexpected("new-notification")).toEqual([]);
  });

  test("G11 nothing of it reaches anybody else", async () => {
    await using talk = await conversation(server());
    const { matchId, a, b, s } = talk;
    await a.accepted("send-message", { matchId, content: "canary", clientMessageId });
    await a.accepted("typing", { matchId, typing: true });
    await b.next("new-notification");
    await b.accepted("read", { matchId, seq: 1 });
    await a.next("receipt");
    await b.next("conversation-updated");
    expect(await s.unexpected()).toEqual([]);
  });

  test("G3 a send by socket is a send by HTTP: same rules, same message, once", async () => {
    const { alice, matchId, a, b } = await conversation(server());
    const { message } = await a.accepted("send-message", { matchId, content: "once", clientMessageId });
    expect(message).toMatchObject({ matchId, seq: 1, senderId: alice.id, content: "once", clientMessageId });
    expect(await alice.send(matchId, "once", { clientMessageId })).toEqual(message);
    expect(await a.accepted("send-message", { matchId, content: "once", clientMessageId })).toMatchObject({
      message,
    });
    expect(await a.emit("send-message", { matchId, content: "other", clientMessageId })).toMatchObject({
      ok: false,
      error: { code: "client_message_id_reused", status: 409 },
    });
    await alice.send(matchId, "after");
    expect([await b.next("new-message"), await b.next("new-message")].map(({ content }) => content)).toEqual([
      "once",
      "after",
    ]);
    expect(await b.unexpected("new-message")).toEqual([]);
  });

  test("G10 every device of both gets it, the sender's others too", async () => {
    await using talk = await conversation(server());
    const { alice, bob, matchId, a, b } = talk;
    const again = await alice.signInAgain();
    const phone = await talk.connect(again.token);
    await phone.accepted("join-conversation", matchId);
    const tablet = await talk.connect(bob.token);
    const { message } = await a.accepted("send-message", { matchId, content: "to all", clientMessageId });
    for (const client of [a, phone, b]) expect(await client.next("new-message")).toEqual(message);
    for (const client of [b, tablet])
      expect(await client.next("new-notification")).toMatchObject({ type: "message", message });
    for (const client of [a, phone, b, tablet])
      expect(await client.next("conversation-updated", ({ head }) => head > 0)).toMatchObject({
        id: matchId,
        lastMessage: message,
      });
    // The tablet did not open the conversation.
    expect(await tablet.unexpected("new-message")).toEqual([]);
  });

  test("typing, read and delivered reach the room", async () => {
    await using talk = await conversation(server());
    const { bob, matchId, a, b } = talk;
    await a.accepted("send-message", { matchId, content: "seen?", clientMessageId });
    await b.accepted("typing", { matchId, typing: true });
    expect(await a.next("typing")).toEqual({ matchId, userId: bob.id, typing: true });
    expect(await b.accepted("delivered", { matchId, seq: 1 })).toMatchObject({ deliveredSeq: 1 });
    expect(await a.next("receipt")).toMatchObject({ matchId, userId: bob.id, readSeq: 0, deliveredSeq: 1 });
    expect(await b.accepted("read", { matchId, seq: 1 })).toMatchObject({ readSeq: 1 });
    expect(await a.next("receipt")).toMatchObject({ matchId, userId: bob.id, readSeq: 1, deliveredSeq: 1 });
    await b.accepted("typing", { matchId, typing: false });
    expect(await a.next("typing")).toEqual({ matchId, userId: bob.id, typing: false });
  });

  test("whoever types and goes has stopped typing", async () => {
    await using talk = await conversation(server());
    const { bob, matchId, a, b } = talk;
    await b.accepted("typing", { matchId, typing: true });
    await a.next("typing");
    b.socket.disconnect();
    expect(await a.next("typing")).toEqual({ matchId, userId: bob.id, typing: false });
  });

  test("a new match is told to both, and each sees when the other is here", async () => {
    const alice = await server().signUp("Alice");
    const bob = await server().signUp("Bob");
    await using a = await TestClient.connect(server().url, { token: alice.token });
    const matchId = await alice.matchWith(bob);
    expect(await a.next("new-notification")).toMatchObject({ type: "match", matchId, from: { id: bob.id } });
    await using b = await TestClient.connect(server().url, { token: bob.token });
    expect(await a.next("presence")).toMatchObject({ userId: bob.id, online: true });
    expect(await b.next("presence")).toMatchObject({ userId: alice.id, online: true });
  });

  test("G4 messages said at the same time by socket and by HTTP have one order for all", async () => {
    await using talk = await conversation(server());
    const { bob, matchId, a, b } = talk;
    const sends = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? a.accepted("send-message", { matchId, content: `a${index}`, clientMessageId: `message-${index}` })
        : bob.send(matchId, `b${index}`),
    );
    await Promise.all(sends);
    const heard = async (client: TestClient) => {
      const messages: Message[] = [];
      for (const _ of sends) messages.push(await client.next("new-message"));
      return messages.map(({ seq, id }) => `${seq} ${id}`);
    };
    const byAlice = await heard(a);
    expect(byAlice.map((line) => Number.parseInt(line, 10))).toEqual(sends.map((_, index) => index + 1));
    expect(await heard(b)).toEqual(byAlice);
  });
});
