import { describe, expect, test } from "vitest";
import { socketLimits } from "../src/sockets/socket-limits.ts";
import { systemClock } from "../src/system-clock.ts";
import { RawClient } from "./support/raw-client.ts";
import { TestClient } from "./support/test-client.ts";
import { startTestServer } from "./support/test-server.ts";

const SWEEP_MAX = socketLimits.sweepInterval + socketLimits.sweepJitter;

/** The machine's clock, whose long timers a test can make due, and whose time it can move. */
function clockToPush() {
  const long = new Set<() => void>();
  let ahead = 0;
  return {
    clock: {
      now: () => systemClock.now() + ahead,
      after: (milliseconds: number, callback: () => void) => {
        if (milliseconds < socketLimits.sweepInterval - socketLimits.sweepJitter || milliseconds > SWEEP_MAX)
          return systemClock.after(milliseconds, callback);
        long.add(callback);
        return () => long.delete(callback);
      },
    },
    moveOn: (milliseconds: number) => {
      ahead += milliseconds;
    },
    sweep: () => {
      const due = [...long];
      long.clear();
      for (const callback of due) callback();
      return due.length;
    },
  };
}

describe("G13 a socket ends with its session", () => {
  test("F51 at once when it is signed out, and no other", async () => {
    await using server = await startTestServer();
    const { alice, bob, matchId } = await server.signUpPair();
    const elsewhere = await alice.signInAgain();
    await using a = await TestClient.connect(server.url, { token: alice.token });
    await using other = await TestClient.connect(server.url, { token: elsewhere.token });
    await a.accepted("join-conversation", matchId);
    await other.accepted("join-conversation", matchId);
    await alice.request("POST", "/api/auth/sign-out", {});
    expect(await a.next("session-ended")).toEqual({ code: "unauthenticated" });
    expect(await a.disconnected).toBe("io server disconnect");
    await bob.send(matchId, "for the one that is left");
    await other.next("new-message");
    expect(a.inbox.names).not.toContain("new-message");
    await expect(TestClient.connect(server.url, { token: alice.token })).rejects.toMatchObject({
      problem: { code: "unauthenticated" },
    });
  });

  test("F51 everywhere when one is signed out everywhere", async () => {
    await using server = await startTestServer();
    const alice = await server.signUp();
    const elsewhere = await alice.signInAgain();
    await using a = await TestClient.connect(server.url, { token: alice.token });
    await using other = await TestClient.connect(server.url, { token: elsewhere.token });
    await alice.request("POST", "/api/auth/revoke-sessions", {});
    for (const client of [a, other])
      expect(await client.next("session-ended")).toEqual({ code: "unauthenticated" });
  });

  test("F52 when it has expired, by the next sweep", async () => {
    const { clock, moveOn, sweep } = clockToPush();
    await using server = await startTestServer({ overrides: { clock } });
    const { alice, bob } = await server.signUpPair();
    await using a = await TestClient.connect(server.url, { token: alice.token });
    await using b = await TestClient.connect(server.url, { token: bob.token });
    expect(sweep()).toBe(1);
    await a.barrier();
    moveOn(30 * 24 * 3_600_000);
    await b.barrier();
    expect(await a.unexpected("session-ended")).toEqual([]);
    expect(await swept(sweep)).toBe(1);
    for (const client of [a, b]) {
      expect(await client.next("session-ended")).toEqual({ code: "unauthenticated" });
      expect(await client.disconnected).toBe("io server disconnect");
    }
  });
});

/** Sweeps as soon as the sweep before has planned this one. */
async function swept(sweep: () => number): Promise<number> {
  for (;;) {
    const count = sweep();
    if (count > 0) return count;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("a stopping server", () => {
  test("G15 tells each socket when to come back, closes all of them, and the client does come back", async () => {
    await using first = await startTestServer();
    const { alice, bob } = await first.signUpPair();
    await using a = await TestClient.connect(first.url, { token: alice.token, reconnection: true });
    await using b = await TestClient.connect(first.url, { token: bob.token, transports: ["polling"] });
    await first.stop();
    for (const client of [a, b]) {
      const { retryAfter } = await client.next("server-stopping");
      expect(retryAfter).toBeGreaterThanOrEqual(socketLimits.returnAfterMin);
      expect(retryAfter).toBeLessThanOrEqual(socketLimits.returnAfterMin + socketLimits.returnSpread);
    }
    expect(await a.disconnected).toBe("transport close");
    await b.disconnected;
    await using _second = await startTestServer({
      directory: first.directory,
      environment: { PORT: String(first.port) },
    });
    await a.connected();
    await a.accepted("join", alice.id);
  });

  test("G15 is not held up by who does not take leave", async () => {
    await using server = await startTestServer();
    const { token } = await server.signUp();
    await using silent = await RawClient.connect(server.url, token);
    await using unproved = await RawClient.open(server.url);
    for (const client of [silent, unproved]) client.webSocket.pause();
    await server.stop();
    for (const client of [silent, unproved]) {
      client.webSocket.resume();
      await client.closed;
    }
  });
});
