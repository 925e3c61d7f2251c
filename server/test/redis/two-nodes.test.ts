import type { Event } from "@duologue/protocol/models";
import { describe, expect, test } from "vitest";
import { TestClient } from "../support/test-client.ts";
import { connectTo, scratchDeployment } from "./support/two-nodes.ts";

const { startTwo } = scratchDeployment();

describe("what happens on one node reaches people on the other", () => {
  test("G8 G10 a message: the room, the recipient's personal room, and the sender's other devices", async () => {
    await using nodes = await startTwo();
    const { alice, bob, matchId } = await nodes.one.signUpPair();
    await using near = await connectTo(nodes.one, alice, matchId);
    await using far = await connectTo(nodes.other, bob, matchId);
    await using elsewhere = await connectTo(nodes.other, alice, matchId);
    const { message } = await near.accepted("send-message", {
      matchId,
      content: "across",
      clientMessageId: "sent-once",
    });
    expect(await far.next("new-message")).toStrictEqual(message);
    expect(await far.next("new-notification")).toMatchObject({ type: "message", message, unreadCount: 1 });
    expect(await elsewhere.next("new-message")).toStrictEqual(message);
    expect(await near.next("new-message")).toStrictEqual(message);
    for (const client of [near, far, elsewhere]) {
      await client.next("conversation-updated");
      expect(await client.unexpected("new-message", "new-notification")).toStrictEqual([]);
    }
  });

  test("a message of any script, over a WebSocket and over long polling", async () => {
    await using nodes = await startTwo();
    const { alice, bob, matchId } = await nodes.one.signUpPair();
    const content = "é 👩‍👩‍👧 ﷽ 日本語";
    for (const transport of ["websocket", "polling"] as const) {
      await using far = await TestClient.connect(nodes.other.url, {
        token: bob.token,
        transports: [transport],
      });
      await far.accepted("join-conversation", matchId);
      await alice.send(matchId, content);
      expect(await far.next("new-message")).toMatchObject({ content });
    }
  });

  test("every message in order, also when both nodes are spoken to at once", async () => {
    await using nodes = await startTwo();
    const { alice, bob, matchId } = await nodes.one.signUpPair();
    await using near = await connectTo(nodes.one, alice, matchId);
    await using far = await connectTo(nodes.other, bob, matchId);
    const texts = Array.from({ length: 25 }, (_, n) => n);
    await Promise.all(
      [near, far].map((client, who) =>
        Promise.all(
          texts.map((n) =>
            client.accepted("send-message", {
              matchId,
              content: `${who}: ${n}`,
              clientMessageId: `${who}-message-${n}`,
            }),
          ),
        ),
      ),
    );
    for (const client of [near, far]) {
      const seen = [];
      for (let left = 2 * texts.length; left > 0; left -= 1)
        seen.push((await client.next("new-message")).seq);
      expect(seen.toSorted((a, b) => a - b)).toStrictEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    }
  });

  test("typing, and receipts", async () => {
    await using nodes = await startTwo();
    const { alice, bob, matchId } = await nodes.one.signUpPair();
    await using near = await connectTo(nodes.one, alice, matchId);
    await using far = await connectTo(nodes.other, bob, matchId);
    await near.accepted("typing", { matchId, typing: true });
    expect(await far.next("typing")).toStrictEqual({ matchId, userId: alice.id, typing: true });
    await near.accepted("typing", { matchId, typing: false });
    expect(await far.next("typing")).toMatchObject({ typing: false });
    const { seq } = await alice.send(matchId, "read me");
    await far.accepted("read", { matchId, seq });
    expect(await near.next("receipt", ({ readSeq }) => readSeq === seq)).toMatchObject({ userId: bob.id });
  });

  test("G13 the end of a match: both learn of it, and the room is empty on both", async () => {
    await using nodes = await startTwo();
    const { alice, bob, matchId } = await nodes.one.signUpPair();
    await using far = await connectTo(nodes.other, bob, matchId);
    await alice.send(matchId, "last words");
    await far.next("new-message");
    expect((await alice.request("DELETE", `/api/matches/${matchId}`)).status).toBe(204);
    expect(await far.next("conversation-event")).toMatchObject({ kind: "close" } satisfies Partial<Event>);
    expect(await far.next("conversation-updated", ({ status }) => status === "closed")).toMatchObject({
      id: matchId,
    });
    // What would go to the room if somebody were in it, and before what goes to the person.
    for (const person of [alice, bob])
      await person.request("POST", `/api/matches/${matchId}/read`, { seq: 1 });
    await far.next("conversation-updated", ({ unreadCount }) => unreadCount === 0);
    expect(await far.unexpected("receipt")).toStrictEqual([]);
    expect(await far.emit("join-conversation", matchId)).toMatchObject({ error: { code: "match_closed" } });
  });

  test("G13 the end of a session: its socket on the other node goes, and the others of the person stay", async () => {
    await using nodes = await startTwo();
    const alice = await nodes.one.signUp("Alice");
    const again = await alice.signInAgain();
    await using ended = await connectTo(nodes.other, alice);
    await using stays = await connectTo(nodes.other, again);
    expect((await alice.request("POST", "/api/auth/sign-out", {})).status).toBe(200);
    expect(await ended.next("session-ended")).toStrictEqual({ code: "unauthenticated" });
    expect(await ended.disconnected).toBe("io server disconnect");
    expect(await stays.unexpected()).toStrictEqual([]);
  });
});

describe("two nodes and one conversation", () => {
  test("G3 F40 ten times the same send at once makes one message", async () => {
    await using nodes = await startTwo();
    const { alice, matchId } = await nodes.one.signUpPair();
    const body = { content: "only once", clientMessageId: "ten-at-once" };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        alice.at((n % 2 ? nodes.one : nodes.other).url).request("POST", `/api/messages/${matchId}`, body),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([...Array(9).fill(200), 201]);
    const messages = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(messages.map((message) => JSON.stringify(message))).size).toBe(1);
  });
});
