import type { EventsPage, MatchesPage, MessagesPage, PeoplePage, SyncAnswer } from "@duologue/protocol/http";
import type { Match, Me } from "@duologue/protocol/models";
import { describe, expect, test } from "vitest";
import { problemOf, refusal } from "./support/problem-of.ts";
import { sendBytes } from "./support/raw-connection.ts";
import { startTestServer } from "./support/test-server.ts";

describe("oneself and other people", () => {
  test("GET and PATCH /api/me", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp("Alice");
    const settings = { readReceipts: true, typing: true, presence: true };
    const me: Me = { id: alice.id, name: "Alice", image: null, bio: null, settings };
    expect(await alice.me()).toEqual(me);
    const changed = await alice.request("PATCH", "/api/me", {
      name: "  Alicia ",
      settings: { typing: false },
    });
    expect(changed.status).toBe(200);
    expect(await changed.json()).toEqual({ ...me, name: "Alicia", settings: { ...settings, typing: false } });
    expect((await alice.me()).name).toBe("Alicia");
  });

  test("GET /api/people lists whom one has not decided on, in pages", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp("Alice");
    const others = [await server.signUp("Bob"), await server.signUp("Cleo"), await server.signUp("Dan")];
    const first = await alice.get<PeoplePage>("/api/people?limit=2");
    expect(first.people).toHaveLength(2);
    const cursor = encodeURIComponent(first.nextCursor ?? "");
    const second = await alice.get<PeoplePage>(`/api/people?limit=2&cursor=${cursor}`);
    expect(second.nextCursor).toBeNull();
    const listed = [...first.people, ...second.people].map((person) => person.id);
    expect(listed.sort()).toEqual(others.map((person) => person.id).sort());
  });

  test("like and pass", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp("Alice");
    const bob = await server.signUp("Bob");
    const cleo = await server.signUp("Cleo");
    const like = (path: string) => alice.request("POST", `/api/people/${path}`);
    expect((await like(`${cleo.id}/pass`)).status).toBe(204);
    const first = await like(`${bob.id}/like`);
    expect([first.status, await first.json()]).toEqual([200, { matched: false }]);
    const mutual = await bob.request("POST", `/api/people/${alice.id}/like`);
    expect(mutual.status).toBe(201);
    const { match } = (await mutual.json()) as { match: Match };
    expect(match.peer.id).toBe(alice.id);
    const again = await like(`${bob.id}/like`);
    expect([again.status, await again.json()]).toMatchObject([
      200,
      { matched: true, match: { id: match.id } },
    ]);
    expect((await alice.get<PeoplePage>("/api/people")).people).toEqual([]);
  });

  test("nobody likes themselves or nobody (A071)", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp();
    const self = await alice.request("POST", `/api/people/${alice.id}/like`);
    expect([400, 404]).toContain(self.status);
    expect(await refusal(await alice.request("POST", "/api/people/nobody/like"))).toBe("404 not_found");
    expect(await refusal(await alice.request("POST", "/api/people/nobody/pass"))).toBe("404 not_found");
  });
});

describe("matches", () => {
  test("are listed, shown and ended; an ended one is read but not written", async () => {
    await using server = await startTestServer();
    const { alice, bob, matchId } = await server.signUpPair();
    await alice.send(matchId, "hello");
    const list = await bob.get<MatchesPage>("/api/matches");
    expect(list.matches).toMatchObject([{ id: matchId, unreadCount: 1, lastMessage: { content: "hello" } }]);
    expect(await bob.get<Match>(`/api/matches/${matchId}`)).toEqual(list.matches[0]);
    expect((await bob.request("DELETE", `/api/matches/${matchId}`)).status).toBe(204);
    expect((await bob.request("DELETE", `/api/matches/${matchId}`)).status).toBe(204);
    const late = await alice.request("POST", `/api/messages/${matchId}`, { content: "too late" });
    expect(await refusal(late)).toBe("409 match_closed");
    const page = await alice.get<MessagesPage>(`/api/messages/${matchId}`);
    expect(page.messages.map((message) => message.content)).toEqual(["hello"]);
    expect((await alice.get<Match>(`/api/matches/${matchId}`)).status).toBe("closed");
  });

  test("POST read never moves back and never beyond the head (A065)", async () => {
    await using server = await startTestServer();
    const { alice, bob, matchId } = await server.signUpPair();
    for (const text of ["one", "two", "three"]) await alice.send(matchId, text);
    const read = async (seq: number) => {
      const response = await bob.request("POST", `/api/matches/${matchId}/read`, { seq });
      return [response.status, await response.json()];
    };
    expect(await read(2)).toEqual([200, { readSeq: 2 }]);
    expect(await read(1)).toEqual([200, { readSeq: 2 }]);
    const [status, answer] = await read(1_000_000);
    expect(status === 400 || (answer as { readSeq: number }).readSeq === 3).toBe(true);
    expect((await bob.get<Match>(`/api/matches/${matchId}`)).readSeq).toBeLessThanOrEqual(3);
    expect((await alice.get<Match>(`/api/matches/${matchId}`)).readSeq).toBe(0);
  });

  test("GET /api/sync answers what changed since the token, and resets a token that is not ours", async () => {
    await using server = await startTestServer();
    const { alice, bob, matchId } = await server.signUpPair();
    const { token } = await bob.get<MatchesPage>("/api/matches");
    const sync = (since: string) => bob.get<SyncAnswer>(`/api/sync?since=${encodeURIComponent(since)}`);
    expect(await sync(token)).toMatchObject({ matches: [], hasMore: false });
    await alice.send(matchId, "news");
    expect(await sync(token)).toMatchObject({ matches: [{ id: matchId, lastMessage: { content: "news" } }] });
    expect(await sync("not-a-token")).toEqual({ reset: true });
    expect(await bob.get<SyncAnswer>("/api/sync")).toMatchObject({ matches: [{ id: matchId }] });
  });
});

describe("messages", () => {
  test("POST answers 201 once and 200 with the original for a retry; another content is refused (G3)", async () => {
    await using server = await startTestServer();
    const { alice, matchId } = await server.signUpPair();
    const send = (content: string) =>
      alice.request("POST", `/api/messages/${matchId}`, { content, clientMessageId: "client-id-1" });
    const first = await send("hello");
    expect(first.status).toBe(201);
    const retry = await send("hello");
    expect(retry.status).toBe(200);
    expect(await retry.json()).toEqual(await first.json());
    expect(await refusal(await send("other"))).toBe("409 client_message_id_reused");
    const page = await alice.get<MessagesPage>(`/api/messages/${matchId}`);
    expect(page.messages.map((message) => message.content)).toEqual(["hello"]);
  });

  test("GET pages backwards, around a place and never both", async () => {
    await using server = await startTestServer();
    const { alice, bob, matchId } = await server.signUpPair();
    for (let n = 1; n <= 5; n += 1) await alice.send(matchId, `message ${n}`);
    const seqs = async (query: string) => {
      const page = await bob.get<MessagesPage>(`/api/messages/${matchId}?${query}`);
      return [page.messages.map((message) => message.seq), page.hasMore, page.head];
    };
    expect(await seqs("limit=2")).toEqual([[4, 5], true, 5]);
    expect(await seqs("limit=2&before=4")).toEqual([[2, 3], true, 5]);
    expect(await seqs("limit=2&before=2")).toEqual([[1], false, 5]);
    expect((await seqs("limit=3&around=3"))[0]).toContain(3);
    const both = await bob.request("GET", `/api/messages/${matchId}?before=2&around=2`);
    expect(await refusal(both)).toBe("400 validation_failed");
  });

  test("GET events gives exactly what follows, or a reset (G7)", async () => {
    await using server = await startTestServer();
    const { alice, bob, matchId } = await server.signUpPair();
    for (const text of ["one", "two", "three"]) await alice.send(matchId, text);
    const events = (query: string) => bob.get<EventsPage>(`/api/messages/${matchId}/events?${query}`);
    const page = await events("after=1&limit=1");
    if ("reset" in page) throw new Error("an honest cursor was reset");
    expect(page).toMatchObject({ events: [{ seq: 2, content: "two" }], head: 3, hasMore: true });
    expect(await events(`after=2&epoch=${page.epoch}`)).toMatchObject({
      events: [{ seq: 3 }],
      hasMore: false,
    });
    expect(await events("after=4")).toEqual({ reset: true });
    expect(await events("after=1&epoch=another")).toEqual({ reset: true });
  });

  test("replyTo names a message of the conversation", async () => {
    await using server = await startTestServer();
    const { alice, bob, matchId } = await server.signUpPair();
    await alice.send(matchId, "question");
    expect((await bob.send(matchId, "answer", { replyTo: 1 })).replyTo).toBe(1);
    const toNothing = await bob.request("POST", `/api/messages/${matchId}`, { content: "?", replyTo: 99 });
    expect([400, 404]).toContain(toNothing.status);
    await problemOf(toNothing);
  });
});

describe("for whoever runs it", () => {
  test("livez, readyz and metrics", async () => {
    await using server = await startTestServer();
    expect((await server.fetch("/livez")).status).toBe(200);
    expect((await server.fetch("/readyz")).status).toBe(200);
    const alice = await server.signUp();
    await alice.me();
    const metrics = await (await server.fetch("/metrics")).text();
    expect(metrics).toContain(
      'duologue_http_request_seconds_count{method="GET",route="/api/me",status="200"} 1',
    );
    expect(metrics).not.toContain(alice.id);
  });

  test("metrics are not for those who come through a proxy (A139)", async () => {
    await using server = await startTestServer();
    for (const header of [
      "X-Forwarded-For",
      "Forwarded",
      "Via",
      "X-Real-IP",
      "X-Forwarded-Proto",
      "CF-Connecting-IP",
    ])
      expect(await refusal(await server.fetch("/metrics", { headers: { [header]: "for=8.8.8.8" } }))).toBe(
        "404 not_found",
      );
  });

  test.each([
    ["localhost:5001", 200],
    ["127.0.0.1", 200],
    ["10.1.2.3:9090", 200],
    ["[::1]:5001", 200],
    ["chat.example.org", 404],
    ["localhost.example.org", 404],
    ["8.8.8.8", 404],
    ["[", 404],
  ])("metrics asked of the host %s are answered %i (A139)", async (host, status) => {
    await using server = await startTestServer();
    const request = `GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await sendBytes(server, request)).toContain(`HTTP/1.1 ${status} `);
  });

  test("a request keeps the name that it came with, in its answer and in the log (I11)", async () => {
    await using server = await startTestServer({ environment: { LOG_LEVEL: "debug" } });
    const named = async (headers: Record<string, string>) => {
      const response = await server.fetch("/api/me", { headers });
      return (await problemOf(response)).requestId;
    };
    expect(await named({ "X-Request-Id": "mine-1" })).toBe("mine-1");
    expect(await named({ "X-Request-Id": "not mine <1>" })).toMatch(/^[A-Za-z0-9_-]{22}$/);
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    expect(await named({ traceparent: `00-${trace}-00f067aa0ba902b7-01` })).toBe(trace);
    expect(server.log.filter((line) => line.includes('"requestId":"mine-1"'))).toHaveLength(1);
  });
});
