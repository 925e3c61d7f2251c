import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLog } from "../log.ts";
import { systemClock } from "../system-clock.ts";
import { type Accounts, openAccounts } from "./open-accounts.ts";
import { openSqliteAccounts } from "./sqlite-accounts.ts";

let directory: string;
let accounts: Accounts;
/** what happens while a session is being looked up */
let duringLookUp: () => Promise<unknown>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "duologue-accounts-"));
  duringLookUp = () => Promise.resolve();
  accounts = await open();
});
afterEach(() => {
  accounts.close();
  rmSync(directory, { recursive: true });
});

const open = () =>
  openAccounts({
    database: openSqliteAccounts(directory),
    secret: "0123456789abcdef".repeat(4),
    baseUrl: "http://localhost:5001",
    webOrigins: ["http://localhost:3000"],
    rateLimits: false,
    openBudget: () => ({ spend: () => Promise.resolve(), refund: () => Promise.resolve() }),
    endings: { tell: () => Promise.resolve(), listen: () => {}, onMissed: () => {} },
    clock: systemClock,
    log: openLog("silent"),
    register: async () => {
      await duringLookUp();
    },
  });

const post = (path: string, body: object | undefined, headers = new Headers()) =>
  accounts.handle({
    method: "POST",
    path,
    headers: new Headers({ ...Object.fromEntries(headers), "content-type": "application/json" }),
    body,
    address: "127.0.0.1",
  });

const alice = { email: "alice@example.org", password: "correct horse battery" };

/** Headers that prove a new session. */
async function enter(door: "sign-up" | "sign-in"): Promise<Headers> {
  const response = await post(`/${door}/email`, door === "sign-up" ? { ...alice, name: "Alice" } : alice);
  expect(response.status).toBe(200);
  return new Headers({ authorization: `Bearer ${response.headers.get("set-auth-token")}` });
}

async function idOf(headers: Headers): Promise<string> {
  const session = await accounts.sessions.verify(headers);
  if (session === undefined) throw new Error("no session");
  return session.id;
}

describe("the end of a session (G13)", () => {
  test("is told to whoever listens, at once and once", async () => {
    const headers = await enter("sign-up");
    const id = await idOf(headers);
    const ended: string[] = [];
    const stop = accounts.sessions.onEnded((sessionId) => ended.push(sessionId));
    await post("/sign-out", undefined, headers);
    expect(ended).toEqual([id]);
    stop();
    await post("/sign-out", undefined, await enter("sign-in"));
    expect(ended).toEqual([id]);
  });

  test("is told for every session that a change of the password ends", async () => {
    const [here, there] = [await enter("sign-up"), await enter("sign-in")];
    const ids = [await idOf(here), await idOf(there)];
    const ended: string[] = [];
    accounts.sessions.onEnded((sessionId) => ended.push(sessionId));
    const change = {
      currentPassword: alice.password,
      newPassword: "another long one",
      revokeOtherSessions: true,
    };
    expect((await post("/change-password", change, here)).status).toBe(200);
    expect(ended.sort()).toEqual(ids.sort());
  });

  test("wins over a look-up that began before", async () => {
    const headers = await enter("sign-up");
    // A new process has registered nobody: it does so in the middle of its first look-up.
    accounts.close();
    accounts = await open();
    duringLookUp = () => post("/sign-out", undefined, headers);
    expect(await accounts.sessions.verify(headers)).toBeUndefined();
    expect(await accounts.sessions.verify(headers)).toBeUndefined();
  });
});

test("the valid ones of many sessions are told apart in one question", async () => {
  const headers = [await enter("sign-up"), await enter("sign-in")];
  const [ended, kept] = [await idOf(headers[0] ?? new Headers()), await idOf(headers[1] ?? new Headers())];
  await post("/sign-out", undefined, headers[0]);
  const copies = Array.from({ length: 600 }, (_, n) => `copy${n}`);
  using database = new DatabaseSync(join(directory, "auth.db"));
  database
    .prepare(
      `INSERT INTO session (id, token, expiresAt, createdAt, updatedAt, userId)
       SELECT value, value, expiresAt, createdAt, updatedAt, userId FROM session, json_each(?) WHERE session.id = ?`,
    )
    .run(JSON.stringify(copies), kept);
  database.prepare("UPDATE session SET expiresAt = '2020-01-01T00:00:00.000Z' WHERE id = 'copy7'").run();
  const valid = await accounts.sessions.stillValid([ended, "unknown", ...copies, kept]);
  expect(valid).toEqual(new Set([kept, ...copies.filter((id) => id !== "copy7")]));
  expect(await accounts.sessions.stillValid([])).toEqual(new Set());
});

test("accounts that cannot be read are unavailable, not a missing session", async () => {
  const headers = await enter("sign-up");
  accounts.close();
  await expect(accounts.sessions.verify(headers)).rejects.toMatchObject({ code: "unavailable" });
  accounts = await open();
});
