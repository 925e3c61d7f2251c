import { EventEmitter, once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ChaosProxy } from "../../../faults/chaos-proxy/chaos-proxy.ts";
import { SeededRandom } from "../../../lib/support/seeded-random.ts";
import { OwnMongo } from "../../../scripts/services/own-mongo.ts";
import { openLog } from "../../src/log.ts";
import { PASSWORD, type Person } from "../support/person.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { logOf, send, sendThrough, sendUntilAnswered } from "./support/interrupted-sends.ts";

let mongo: OwnMongo;
let proxy: ChaosProxy;
let node: TestServer;
/** what the node logs, by its message */
let said: EventEmitter;
let alice: Person;
let bob: Person;
let matchId: string;

beforeAll(async () => {
  mongo = await OwnMongo.start();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async (context) => {
  proxy = await ChaosProxy.open({ port: mongo.port, random: new SeededRandom(1) });
  const path = `/outage-${context.task.id.replaceAll(/\W/g, "")}?directConnection=true`;
  const MONGODB_URL = proxy.url.replace("http:", "mongodb:") + path;
  said = new EventEmitter();
  const log = openLog("info", { write: (line) => void said.emit(String(JSON.parse(line).msg)) });
  node = await startTestServer({ environment: { MONGODB_URL }, overrides: { log } });
  ({ alice, bob, matchId } = await node.signUpPair());
});
afterEach(async () => {
  await node[Symbol.asyncDispose]();
  await proxy.close();
});

/** Everything that a client may ask for while the database is away. */
function callsOf(person: Person): Record<string, () => Promise<Response>> {
  const post = (path: string, body: object) =>
    node.fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const { email } = person;
  return {
    send: () => send(person, matchId, "sent-meanwhile"),
    page: () => person.request("GET", `/api/messages/${matchId}`),
    list: () => person.request("GET", "/api/matches"),
    sync: () => person.request("GET", "/api/sync"),
    read: () => person.request("POST", `/api/matches/${matchId}/read`, { seq: 1 }),
    people: () => person.request("GET", "/api/people"),
    "sign-in": () => post("/api/auth/sign-in/email", { email, password: PASSWORD }),
    "sign-up": () =>
      post("/api/auth/sign-up/email", { name: "New", email: `new-${email}`, password: PASSWORD }),
    session: () => person.request("GET", "/api/auth/get-session"),
    "sign-out": () => person.request("POST", "/api/auth/sign-out", {}),
  };
}

async function outcomeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { code?: string };
  return `${response.status} ${body.code} after ${Number(response.headers.get("retry-after")) > 0 ? "a time" : "?"}`;
}

const ready = async () => (await node.fetch("/readyz")).status;
/** Ends the outage; resolves when the node has noticed. */
async function endOutage(end: () => unknown): Promise<void> {
  const noticed = once(said, "the database answers again");
  await end();
  await noticed;
  expect(await ready()).toBe(200);
}

type Way = [name: string, away: () => unknown, back: () => unknown];
const WAYS: readonly Way[] = [
  ["killed (F06)", () => mongo.kill(), () => mongo.restart()],
  [
    "cut off, and nothing comes back (F30)",
    () => proxy.set({ stalled: { up: true, down: true } }),
    () => proxy.heal(),
  ],
];

describe("while the database is away", () => {
  test.each(WAYS)(
    "%s: everything is 503 with Retry-After, the process lives, and it recovers by itself",
    async (_how, away, back) => {
      await alice.send(matchId, "before", { clientMessageId: "sent-before" });
      await away();
      const calls = Object.entries(callsOf(alice));
      const outcomes = await Promise.all(
        calls.map(async ([name, call]) => [name, await outcomeOf(await call())] as const),
      );
      expect(Object.fromEntries(outcomes)).toStrictEqual(
        Object.fromEntries(calls.map(([name]) => [name, "503 unavailable after a time"])),
      );
      expect(await ready()).toBe(503);
      expect((await node.fetch("/livez")).status).toBe(200);

      await endOutage(back);
      await sendUntilAnswered(alice, matchId, "sent-meanwhile");
      expect((await bob.signInAgain()).id).toBe(bob.id);
      expect(await logOf(bob, matchId)).toStrictEqual(["sent-before", "sent-meanwhile"]);
    },
  );

  test("nobody waits twice: who stands behind a send that hangs is refused with it", async () => {
    proxy.set({ stalled: { up: true, down: true } });
    const ids = Array.from({ length: 50 }, (_, n) => `in-a-row-${n}`);
    const answers = await Promise.all(ids.map((id) => send(alice, matchId, id)));
    expect(new Set(answers.map(({ status }) => status))).toStrictEqual(new Set([503]));
    const metrics = await (await node.fetch("/metrics")).text();
    expect(metrics).toContain("duologue_database_outages_total 1");

    await endOutage(() => proxy.heal());
    await Promise.all(ids.map((id) => sendUntilAnswered(alice, matchId, id)));
    expect((await logOf(alice, matchId)).toSorted()).toStrictEqual(ids.toSorted());
  });
});

test("G1 G2 G3 what is acknowledged while the database is killed stays, and what is unknown can be sent again", async () => {
  await sendThrough({ alice, bob, matchId }, async () => {
    await mongo.kill();
    expect((await send(alice, matchId, "in-flight-0")).status).toBe(503);
    await endOutage(() => mongo.restart());
  });
});
