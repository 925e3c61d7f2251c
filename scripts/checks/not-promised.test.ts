import type { EventsPage } from "@duologue/protocol/http";
import { io } from "socket.io-client";
import { expect, test } from "vitest";
import { Account } from "../demo/account.ts";
import { openTestServer } from "./open-test-server.ts";

test("G16 a typing signal is no event: it is passed on or lost, and the log never knows of it", async () => {
  await using server = await openTestServer();
  const [ada, grace] = await Promise.all(
    ["Ada", "Grace"].map((name) =>
      Account.signUp(server.url, { name, email: `${name}@example.org`, password: "correct horse" }),
    ),
  );
  if (ada === undefined || grace === undefined) throw new Error("Two names make two people.");
  const { id } = await ada.matchWith(grace);
  const socket = io(server.url, { auth: { token: ada.token } });
  try {
    expect(await socket.emitWithAck("typing", { matchId: id, typing: true })).toEqual({ ok: true });
  } finally {
    socket.disconnect();
  }

  const log = await grace.call<EventsPage>("GET", `/api/messages/${id}/events?after=0`);
  expect(log).toMatchObject({ events: [], head: 0 });
});
