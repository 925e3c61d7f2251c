import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { EventsPage } from "@duologue/protocol/http";
import type { Match } from "@duologue/protocol/models";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../../scripts/services/free-port.ts";
import { PASSWORD, type Person } from "../support/person.ts";
import { ServerProcess } from "../support/server-process.ts";
import { TestClient } from "../support/test-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { type ScratchDatabase, scratchDatabase } from "./support/scratch-database.ts";

let database: ScratchDatabase;
beforeEach(async () => {
  database = await scratchDatabase();
});
afterEach(() => database.dispose());

const startNode = (breaks = false): Promise<TestServer> =>
  startTestServer({ environment: { MONGODB_URL: database.url }, breaks });
/** The same person, at another node. */
const at = (person: Person, node: TestServer) => person.at(node.url);

async function eventsOf(person: Person, matchId: string): Promise<string[]> {
  const page = await person.get<EventsPage>(`/api/messages/${matchId}/events?after=0`);
  if ("reset" in page) throw new Error("a log from the beginning is never reset");
  expect(page.events.map(({ seq }) => seq)).toStrictEqual(page.events.map((_, index) => index + 1));
  return page.events.map((event) => (event.kind === "message" ? event.content : event.kind));
}

describe("a node on MongoDB", () => {
  test("G1 G8 lets two people talk over HTTP and sockets, and keeps it over a restart", async () => {
    const first = await startNode();
    const { alice, bob, matchId } = await first.signUpPair();
    {
      await using socket = await TestClient.connect(first.url, { token: bob.token });
      await socket.emit("join-conversation", matchId);
      await alice.send(matchId, "hello");
      expect(await socket.inbox.next("new-message")).toMatchObject({ seq: 1, content: "hello" });
    }
    await first[Symbol.asyncDispose]();
    await using second = await startNode();
    expect(await eventsOf(at(bob, second), matchId)).toStrictEqual(["hello"]);
  });

  test("of sign-ups with one address at once on two nodes one makes the account, and the others learn why not", async () => {
    const nodes = [await startNode(true), await startNode(true)];
    const body = JSON.stringify({ name: "Twin", email: "twin@example.org", password: PASSWORD });
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, body };
    const answers = await Promise.all(
      [...nodes, ...nodes].map(async (node) => {
        const response = await node.fetch("/api/auth/sign-up/email", init);
        return response.ok ? "made" : ((await response.json()) as { code: string }).code;
      }),
    );
    for (const node of nodes) await node[Symbol.asyncDispose]();
    expect(answers.toSorted()).toStrictEqual(["email_taken", "email_taken", "email_taken", "made"]);
  });
});

describe("two nodes on one database", () => {
  test("G3 G4 G5 write one conversation at once: one order, no gap, nothing twice, for everybody", async () => {
    await using one = await startNode();
    await using other = await startNode();
    const { alice, bob, matchId } = await one.signUpPair();
    const texts = Array.from({ length: 20 }, (_, n) => `text ${n}`);
    await Promise.all(
      texts.flatMap((content, n) => {
        const more = { clientMessageId: `retried-${n}` };
        const [near, far] = [n % 2 ? alice : bob, at(n % 2 ? alice : bob, other)];
        return [near.send(matchId, content, more), far.send(matchId, content, more)];
      }),
    );
    const [seen, seenThere] = [await eventsOf(alice, matchId), await eventsOf(at(bob, other), matchId)];
    expect(seen.toSorted()).toStrictEqual(texts.toSorted());
    expect(seenThere).toStrictEqual(seen);
  });

  test("G13 after the end of a match, no node accepts a message", async () => {
    await using one = await startNode();
    await using other = await startNode();
    const { alice, bob, matchId } = await one.signUpPair();
    await at(bob, other).send(matchId, "before");
    expect((await alice.request("DELETE", `/api/matches/${matchId}`)).status).toBe(204);
    const late = await at(bob, other).request("POST", `/api/messages/${matchId}`, { content: "after" });
    expect(late.status).toBe(409);
    expect(await eventsOf(at(alice, other), matchId)).toStrictEqual(["before", "close"]);
  });

  test("G14 fifty newer sessions end the oldest one, on every node", async () => {
    await using first = await startNode();
    await using second = await startNode();
    const oldest = await first.signUp();
    const statusAt = async (node: TestServer) => (await at(oldest, node).request("GET", "/api/me")).status;
    for (let count = 0; count < 49; count += 1) await oldest.signInAgain();
    expect([await statusAt(first), await statusAt(second)]).toStrictEqual([200, 200]);
    await oldest.signInAgain();
    expect([await statusAt(first), await statusAt(second)]).toStrictEqual([401, 401]);
  });

  test("G13 a session that ended on one node proves nothing on the other from the next request on", async () => {
    await using one = await startNode();
    await using other = await startNode();
    const alice = await one.signUp("Alice");
    const there = at(alice, other);
    expect((await there.request("GET", "/api/me")).status).toBe(200);
    expect((await alice.request("POST", "/api/auth/sign-out", {})).status).toBe(200);
    expect((await there.request("GET", "/api/me")).status).toBe(401);
  });

  test("G10 a name and settings that change on one node are changed on the other", async () => {
    await using one = await startNode();
    await using other = await startNode();
    const { alice, bob, matchId } = await one.signUpPair();
    const there = at(alice, other);
    // Asked before as well, so that whatever is remembered would be seen.
    await at(bob, other).get(`/api/matches/${matchId}`);
    await there.me();
    await alice.request("PATCH", "/api/me", { name: "Alicia", settings: { typing: false } });
    await there.request("PATCH", "/api/me", { bio: "new", settings: { presence: false } });
    expect(await at(bob, other).get(`/api/matches/${matchId}`)).toMatchObject({ peer: { name: "Alicia" } });
    expect(await alice.me()).toMatchObject({
      name: "Alicia",
      bio: "new",
      settings: { readReceipts: true, typing: false, presence: false },
    });
  });

  test("G7 a token of one node shows what changed on the other", async () => {
    await using one = await startNode();
    await using other = await startNode();
    const { alice, bob, matchId } = await one.signUpPair();
    const { token } = await alice.get<{ token: string }>("/api/matches");
    await at(bob, other).send(matchId, "over there");
    const sync = await alice.get<{ matches: Match[]; token: string }>(`/api/sync?since=${token}`);
    expect(sync.matches).toMatchObject([{ id: matchId, unreadCount: 1, head: 1 }]);
    expect(await at(alice, other).get(`/api/sync?since=${sync.token}`)).toMatchObject({ matches: [] });
  });
});

describe("a node that cannot prove its database does not start (G15)", () => {
  async function lastWords(url: string): Promise<string> {
    await using node = new ServerProcess({ MONGODB_URL: url });
    expect(await node.exited()).toBe(1);
    return node.lines.join("\n");
  }

  test("because nobody is there: one line names the variable and the reason, and no password", async () => {
    const words = await lastWords(`mongodb://user:hidden-word@127.0.0.1:${await freePort()}/x`);
    expect(words).toContain("MONGODB_URL");
    expect(words).toContain("ECONNREFUSED");
    expect(words).not.toContain("hidden-word");
  });

  test("because whoever is there never answers: it does not wait for ever", async () => {
    const silent = createServer((socket) => void socket.on("error", () => socket.destroy()));
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const words = await lastWords(`mongodb://user:hidden-word@127.0.0.1:${port}/x`);
    silent.close();
    expect(words).toContain("MONGODB_URL");
    expect(words).not.toContain("hidden-word");
  });

  test.each([
    "mongodb://user:hidden-word@/x",
    "mongodb://user:hidden%zzword@127.0.0.1/x",
    "mongodb://user:hidden-word@127.0.0.1/x?nonsense=1",
    "mongodb://user:hidden-word@nobody.invalid/x",
  ])("because %s is none: its words stay hidden", async (url) => {
    const words = await lastWords(url);
    expect(words).toContain("MONGODB_URL");
    expect(words).not.toContain("hidden");
  });

  test("because it has another schema", async () => {
    await database.connection.db
      .collection<{ _id: string; value: string }>("meta")
      .insertOne({ _id: "schema", value: "999" });
    expect(await lastWords(database.url)).toContain("schema 999");
  });

  test("because a key cannot be unique any more", async () => {
    const match = database.connection.db.collection("match");
    await match.insertMany([{ pair: "a:b" }, { pair: "a:b" }]);
    expect(await lastWords(database.url)).toContain("lacks the keys");
  });
});

test("G15 a node whose database was restored ends, so that it begins with the new epoch", async () => {
  await using node = await startNode();
  await database.connection.db.collection<{ _id: string }>("meta").deleteOne({ _id: "epoch" });
  await node.fetch("/readyz");
  expect((await node.failed).message).toContain("restored");
});
