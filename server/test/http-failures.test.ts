import { expect, test } from "vitest";
import { AppError } from "../src/domain/app-error.ts";
import type { Clock, Store } from "../src/domain/ports.ts";
import { openMemoryStore } from "./support/memory-store.ts";
import { problemOf, refusal } from "./support/problem-of.ts";
import { startTestServer } from "./support/test-server.ts";

/** A store that works until the test breaks it. */
function breakable() {
  const broken = { by: undefined as Error | undefined };
  const fatal = Promise.withResolvers<Error>();
  const openStore = ({ clock }: { clock: Clock }) => {
    const store = openMemoryStore({ clock });
    const guard = <Part extends object>(part: Part): Part =>
      new Proxy(part, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== "function") return member;
          return (...input: unknown[]) =>
            broken.by === undefined ? member.apply(target, input) : Promise.reject(broken.by);
        },
      });
    const { log, marks, matches, people } = store;
    const parts = { log: guard(log), marks: guard(marks), matches: guard(matches), people: guard(people) };
    const ping = () => (broken.by === undefined ? store.ping() : Promise.reject(broken.by));
    const breakableStore: Store = { ...store, ...parts, ping };
    return Promise.resolve({ ...breakableStore, fatal: fatal.promise });
  };
  return { broken, openStore, fatal };
}

test("an error that nobody foresaw is told by its number alone, on every route (A137 R1)", async () => {
  const { broken, openStore } = breakable();
  await using server = await startTestServer({ overrides: { openStore }, breaks: true });
  const { alice, bob, matchId } = await server.signUpPair();
  await alice.send(matchId, "before");
  broken.by = new Error("SQLITE_CORRUPT at /var/lib/secret");
  for (const { method, path } of server.routes) {
    const there = path.replace(":matchId", matchId).replace(":userId", bob.id);
    const body = { [`/api/matches/:matchId/read`]: { seq: 1 }, "/api/me": { name: "New" } }[path];
    const response = await alice.request(
      method.toUpperCase(),
      `${there}${path.endsWith("/events") ? "?after=0" : ""}`,
      method === "get" ? undefined : (body ?? { content: "after" }),
    );
    const text = await response.clone().text();
    const { code, requestId } = await problemOf(response);
    expect([path, code]).toEqual([path, "internal"]);
    expect(text).not.toMatch(/SQLITE|secret|\.ts/);
    expect(server.log.join("")).toMatch(
      new RegExp(`SQLITE_CORRUPT.*${requestId}|${requestId}.*SQLITE_CORRUPT`),
    );
  }
});

test("a store that cannot say what happened is answered with 503 and a time to come back (G2)", async () => {
  const { broken, openStore } = breakable();
  await using server = await startTestServer({ overrides: { openStore }, breaks: true });
  const { alice, matchId } = await server.signUpPair();
  broken.by = new AppError("unavailable", undefined, { cause: new Error("the primary is gone") });
  const response = await alice.request("POST", `/api/messages/${matchId}`, { content: "canary" });
  const log = server.log.join("");
  expect(log).toContain("the primary is gone");
  expect(log).not.toContain("canary");
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await refusal(response)).toBe("503 unavailable");
});

test("readyz says when the store does not answer, livez does not care", async () => {
  const { broken, openStore } = breakable();
  await using server = await startTestServer({ overrides: { openStore }, breaks: true });
  expect((await server.fetch("/readyz")).status).toBe(200);
  broken.by = new Error("disk full");
  expect(await refusal(await server.fetch("/readyz"))).toBe("503 unavailable");
  expect((await server.fetch("/livez")).status).toBe(200);
  broken.by = undefined;
  expect((await server.fetch("/readyz")).status).toBe(200);
});

test("a store that can never store again makes the server say so", async () => {
  const { fatal, openStore } = breakable();
  await using server = await startTestServer({ overrides: { openStore } });
  fatal.resolve(new Error("the disk is gone"));
  expect((await server.failed).message).toBe("the disk is gone");
});

test("a person whom a broken store could not take in is taken in on their first request", async () => {
  const { broken, openStore } = breakable();
  await using server = await startTestServer({ overrides: { openStore }, breaks: true });
  broken.by = new AppError("unavailable");
  const alice = await server.signUp("Alice");
  expect(await refusal(await alice.request("GET", "/api/me"))).toBe("503 unavailable");
  broken.by = undefined;
  expect(await alice.me()).toMatchObject({ id: alice.id, name: "Alice" });
});
