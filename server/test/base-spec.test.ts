import { io, type Socket } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { startTestServer } from "./support/test-server.ts";

/*
 * A client as somebody would write it who has read nothing but the names of routes, rooms and events: stock
 * socket.io-client with its defaults, fetch, and the URL. It imports nothing of this project but the server under test.
 */

interface Account {
  id: string;
  token: string;
}

async function signUp(url: string, name: string): Promise<Account> {
  const response = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, email: `${name}@example.org`, password: "a long enough password" }),
  });
  expect(response.status).toBe(200);
  const { user }: { user: { id: string } } = JSON.parse(await response.text());
  return { id: user.id, token: response.headers.get("set-auth-token") ?? "" };
}

async function post(url: string, token: string, path: string, body?: object) {
  const response = await fetch(url + path, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function get(url: string, token: string, path: string): Promise<unknown> {
  return (await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } })).json();
}

function open(url: string, { id, token }: Account): Socket {
  const socket = io(url, { auth: { token }, forceNew: true });
  socket.on("connect", () => socket.emit("join", id));
  onTestFinished(() => void socket.close());
  return socket;
}

/** Resolves to the next event of this name; to be called before what sets it off. */
const next = <Payload>(socket: Socket, name: string) =>
  new Promise<Payload>((resolve) => socket.once(name, resolve));

test("Real-Time Messaging: two people who match and write to each other", async () => {
  await using server = await startTestServer();
  const { url } = server;
  const alice = await signUp(url, "alice");
  const bob = await signUp(url, "bob");
  await post(url, alice.token, `/api/people/${bob.id}/like`);
  const liked = await post(url, bob.token, `/api/people/${alice.id}/like`);
  expect(liked).toMatchObject({ status: 201, body: { matched: true } });
  const matchId: string = liked.body.match.id;

  const mallory = await signUp(url, "mallory");
  const [a, b, m] = [open(url, alice), open(url, bob), open(url, mallory)];
  const overheard: unknown[] = [];
  m.onAny((...event) => overheard.push(event));
  const upgraded = new Promise((resolve) => a.io.once("open", () => a.io.engine.once("upgrade", resolve)));
  await Promise.all([next(a, "connect"), next(b, "connect"), next(m, "connect")]);
  // The client's defaults: long polling first, then a WebSocket.
  expect(await upgraded).toMatchObject({ name: "websocket" });
  // Whatever somebody else joins, it is not theirs.
  m.emit("join", alice.id);
  m.emit("join-conversation", matchId);
  await a.emitWithAck("join-conversation", matchId);
  await b.emitWithAck("join-conversation", matchId);

  // Both get the message, the recipient a notification as well.
  const heard = [next(a, "new-message"), next(b, "new-message"), next(b, "new-notification")] as const;
  const sent = await post(url, alice.token, `/api/messages/${matchId}`, { content: "Hello Bob" });
  expect(sent).toMatchObject({ status: 201, body: { content: "Hello Bob", senderId: alice.id } });
  expect(await heard[0]).toEqual(sent.body);
  expect(await heard[1]).toEqual(sent.body);
  expect(await heard[2]).toMatchObject({ type: "message", matchId, message: sent.body, unreadCount: 1 });

  // Out of the conversation the message no longer arrives, the notification does.
  const missed: unknown[] = [];
  await b.emitWithAck("leave-conversation", matchId);
  b.on("new-message", (message) => missed.push(message));
  const notified = next<{ message: object }>(b, "new-notification");
  const second = await post(url, alice.token, `/api/messages/${matchId}`, { content: "Still there?" });
  expect((await notified).message).toEqual(second.body);
  await b.emitWithAck("join", bob.id);
  expect(missed).toEqual([]);

  // A lost connection comes back by itself, and the client goes on where it was.
  const reconnected = next(b, "connect");
  b.io.engine.close();
  await reconnected;
  await b.emitWithAck("join-conversation", matchId);
  const third = await post(url, alice.token, `/api/messages/${matchId}`, { content: "Welcome back" });
  await b.emitWithAck("join", bob.id);
  expect(missed).toEqual([third.body]);

  // What was said is in the list and in the history, and nobody else has heard of it.
  const list = await get(url, bob.token, "/api/matches");
  expect(list).toMatchObject({ matches: [{ id: matchId, lastMessage: third.body, unreadCount: 3 }] });
  const history = await get(url, bob.token, `/api/messages/${matchId}`);
  expect(history).toMatchObject({ messages: [sent.body, second.body, third.body] });
  await m.emitWithAck("join", mallory.id);
  expect(overheard).toEqual([]);
});
