import { describe, expect, test } from "vitest";
import { sharedServer } from "./support/shared-server.ts";
import { TestClient } from "./support/test-client.ts";

const refusedAs = (code: string) => ({ ok: false, error: { code } });
const clientMessageId = "test-message-1";

const server = sharedServer();

describe("the personal room", () => {
  test("join confirms one's own, and nobody else's whether they exist or not", async () => {
    const { alice, bob } = await server().signUpPair();
    await using client = await TestClient.connect(server().url, { token: alice.token });
    expect(await client.accepted("join", alice.id)).toMatchObject({ userId: alice.id });
    const others = await client.emit("join", bob.id);
    const nobodys = await client.emit("join", "nobody");
    expect(others).toMatchObject(refusedAs("forbidden"));
    const bytes = (ack: typeof others) =>
      JSON.stringify({ ...ack, error: { ...("error" in ack && ack.error), requestId: "" } });
    expect(bytes(others)).toBe(bytes(nobodys));
  });

  test("A089 cannot be left", async () => {
    const { alice, bob, matchId } = await server().signUpPair();
    await using client = await TestClient.connect(server().url, { token: alice.token });
    for (const name of [alice.id, `match-${matchId}`, client.socket.id ?? ""])
      expect(await client.emit("leave-conversation", name)).toMatchObject(refusedAs("not_found"));
    await bob.send(matchId, "still there?");
    expect(await client.next("new-notification")).toMatchObject({ matchId });
  });
});

describe("the room of a conversation", () => {
  test("join answers the head, and everything after it arrives", async () => {
    const { alice, bob, matchId } = await server().signUpPair();
    await bob.send(matchId, "one");
    await bob.send(matchId, "two");
    await using client = await TestClient.connect(server().url, { token: alice.token });
    expect(await client.accepted("join-conversation", matchId)).toMatchObject({ head: 2 });
    await bob.send(matchId, "three");
    expect(await client.next("new-message")).toMatchObject({ seq: 3 });
  });

  test("leave ends it, and a leave that overtakes its join is the last word", async () => {
    const { alice, bob, matchId } = await server().signUpPair();
    await using a = await TestClient.connect(server().url, { token: alice.token });
    await using b = await TestClient.connect(server().url, { token: bob.token });
    await b.accepted("join-conversation", matchId);
    await a.accepted("join-conversation", matchId);
    await a.accepted("leave-conversation", matchId);
    await bob.send(matchId, "gone");
    await Promise.all([a.accepted("join-conversation", matchId), a.accepted("leave-conversation", matchId)]);
    await bob.send(matchId, "gone again");
    await b.next("new-message");
    await b.next("new-message");
    expect(await a.unexpected("new-message")).toEqual([]);
    await Promise.all([
      a.accepted("join-conversation", matchId),
      a.accepted("leave-conversation", matchId),
      a.accepted("join-conversation", matchId),
    ]);
    await bob.send(matchId, "here");
    expect(await a.next("new-message")).toMatchObject({ content: "here" });
  });

  test("A086 A088 members only, and a foreign conversation is as unknown as none", async () => {
    const { alice, bob, matchId } = await server().signUpPair();
    const stranger = await server().signUp("Stranger");
    await using s = await TestClient.connect(server().url, { token: stranger.token });
    await using b = await TestClient.connect(server().url, { token: bob.token });
    await b.accepted("join-conversation", matchId);
    for (const name of [matchId, "nothing", alice.id, `match-${matchId}`, b.socket.id ?? ""])
      for (const event of ["join-conversation", "leave-conversation"] as const)
        expect(await s.emit(event, name)).toMatchObject(refusedAs("not_found"));
    await alice.send(matchId, "canary");
    await b.next("new-message");
    expect(await s.unexpected()).toEqual([]);
  });

  test("A090 nothing can be said about a foreign conversation", async () => {
    const { bob, matchId } = await server().signUpPair();
    const stranger = await server().signUp("Stranger");
    await using s = await TestClient.connect(server().url, { token: stranger.token });
    await using b = await TestClient.connect(server().url, { token: bob.token });
    await b.accepted("join-conversation", matchId);
    for (const ack of [
      await s.emit("typing", { matchId, typing: true }),
      await s.emit("read", { matchId, seq: 0 }),
      await s.emit("delivered", { matchId, seq: 0 }),
      await s.emit("send-message", { matchId, content: "boo", clientMessageId }),
    ])
      expect(ack).toMatchObject(refusedAs("not_found"));
    expect(await b.unexpected("typing", "receipt", "new-message")).toEqual([]);
  });

  test("G13 is empty once the match has ended, and nobody gets back in", async () => {
    const { alice, bob, matchId } = await server().signUpPair();
    await using a = await TestClient.connect(server().url, { token: alice.token });
    await using b = await TestClient.connect(server().url, { token: bob.token });
    await a.accepted("join-conversation", matchId);
    await b.accepted("join-conversation", matchId);
    await a.accepted("send-message", { matchId, content: "last words", clientMessageId });
    await alice.request("DELETE", `/api/matches/${matchId}`);
    for (const client of [a, b]) {
      expect(await client.next("conversation-event")).toMatchObject({ matchId, kind: "close", seq: 2 });
      expect(await client.emit("join-conversation", matchId)).toMatchObject(refusedAs("match_closed"));
      expect(await client.emit("typing", { matchId, typing: true })).toMatchObject(refusedAs("match_closed"));
    }
    const late = { matchId, content: "too late", clientMessageId: "test-message-2" };
    expect(await b.emit("send-message", late)).toMatchObject(refusedAs("match_closed"));
    // Reading is still allowed; that it happened is said in the room, and nobody is there.
    await b.accepted("read", { matchId, seq: 2 });
    expect(await a.unexpected("receipt", "typing")).toEqual([]);
  });
});

test("A098 what clients are told, clients cannot tell each other", async () => {
  const { alice, bob, matchId } = await server().signUpPair();
  await using a = await TestClient.connect(server().url, { token: alice.token });
  await using b = await TestClient.connect(server().url, { token: bob.token });
  await a.accepted("join-conversation", matchId);
  await b.accepted("join-conversation", matchId);
  for (const name of ["new-message", "new-notification", "conversation-updated", "session-ended"]) {
    a.socket.emit(name as "join", bob.id);
    a.socket.emit(name as "join", `match-${matchId}`);
  }
  await a.barrier();
  expect(
    await b.unexpected("new-message", "new-notification", "conversation-updated", "session-ended"),
  ).toEqual([]);
});
