import { expect, test } from "vitest";
import type { AccountApi } from "./api.ts";
import { DeviceList } from "./device-list.ts";
import type { Failure } from "./outcome.ts";
import { isoAt } from "./support/sample.ts";

const FAILURE: Failure = {
  ok: false,
  code: "unavailable",
  detail: "later",
  retry: true,
  retryAfter: undefined,
};

function account(change: Partial<AccountApi> = {}): AccountApi & { ended: string[] } {
  const ended: string[] = [];
  const session = (id: string, seconds: number) => ({
    id,
    token: `token of ${id}`,
    createdAt: isoAt(seconds),
    expiresAt: isoAt(seconds + 1_000),
    userAgent: "a browser",
  });
  return {
    ended,
    signIn: async () => FAILURE,
    signUp: async () => FAILURE,
    changePassword: async () => FAILURE,
    sessions: async () => ({ ok: true, value: [session("old", 1), session("this", 2), session("new", 3)] }),
    currentSession: async () => ({ ok: true, value: { session: { id: "this" } } }),
    endSession: async (token) => {
      ended.push(token);
      return { ok: true, value: undefined };
    },
    ...change,
  };
}

test("this device comes first, then the newest, and no token is shown", async () => {
  const list = new DeviceList(account());
  await list.reload();
  const { devices, status } = list.state.get();
  expect([status, devices.map(({ id, current }) => [id, current])]).toEqual([
    "ready",
    [
      ["this", true],
      ["new", false],
      ["old", false],
    ],
  ]);
  expect(JSON.stringify(devices)).not.toContain("token");
});

test("ending a session takes it off the list", async () => {
  const api = account();
  const list = new DeviceList(api);
  await list.reload();
  expect(await list.end("old")).toEqual({ ok: true });
  expect([api.ended, list.state.get().devices.length]).toEqual([["token of old"], 2]);
});

test("a list that cannot be had says why, and a session that could not be ended stays", async () => {
  const failing = new DeviceList(account({ sessions: async () => FAILURE }));
  await failing.reload();
  expect(failing.state.get()).toMatchObject({ status: "failed", code: "unavailable" });
  const stuck = new DeviceList(account({ endSession: async () => FAILURE }));
  await stuck.reload();
  expect(await stuck.end("old")).toMatchObject({ ok: false, code: "unavailable" });
  expect(stuck.state.get().devices.length).toBe(3);
});
