import { expect, test } from "vitest";
import { freePort } from "../../../scripts/services/free-port.ts";
import { OwnRedis } from "../../../scripts/services/own-redis.ts";
import { ServerProcess } from "../support/server-process.ts";
import { connectTo, scratchDeployment } from "./support/two-nodes.ts";

const { startTwo, databaseUrl } = scratchDeployment();

test("F07 with Redis killed nodes go on by themselves, and connect again when it is back, without old news", async () => {
  await using redis = await OwnRedis.start();
  await using nodes = await startTwo({ redisUrl: redis.url });
  const { alice, bob, matchId } = await nodes.one.signUpPair();
  await using near = await connectTo(nodes.one, bob, matchId);
  await using far = await connectTo(nodes.other, bob, matchId);
  const away = Promise.all([nodes.one.logged("Redis is away"), nodes.other.logged("Redis is away")]);
  await redis.kill();
  await away;
  for (const content of ["one", "two", "three"]) await alice.send(matchId, content);
  for (const content of ["one", "two", "three"])
    expect(await near.next("new-message")).toMatchObject({ content });
  const back = Promise.all([nodes.one.logged("Redis is back"), nodes.other.logged("Redis is back")]);
  await redis.again();
  await back;
  await alice.send(matchId, "four");
  expect(await far.next("new-message")).toMatchObject({ content: "four", seq: 4 });
  expect(await bob.at(nodes.other.url).get(`/api/messages/${matchId}`)).toMatchObject({ head: 4 });
  for (const node of [nodes.one, nodes.other])
    expect(node.log.filter((line) => line.includes("Redis is away"))).toHaveLength(1);
});

test("F11 with Redis hanging sends are answered and delivered on their node, and nothing was kept back for afterwards", async () => {
  await using redis = await OwnRedis.start();
  await using nodes = await startTwo({ redisUrl: redis.url });
  const { alice, bob, matchId } = await nodes.one.signUpPair();
  await using near = await connectTo(nodes.one, bob, matchId);
  await using far = await connectTo(nodes.other, bob, matchId);
  const away = Promise.all([nodes.one.logged("Redis is away"), nodes.other.logged("Redis is away")]);
  redis.freeze();
  await alice.send(matchId, "into the ice");
  expect(await near.next("new-message")).toMatchObject({ content: "into the ice" });
  await away;
  await alice.send(matchId, "while it is known");
  expect(await near.next("new-message")).toMatchObject({ content: "while it is known" });
  const back = Promise.all([nodes.one.logged("Redis is back"), nodes.other.logged("Redis is back")]);
  redis.thaw();
  await back;
  await alice.send(matchId, "fresh");
  // What was said before the node noticed was on the line already, so Redis may still pass it on; nothing else was kept.
  const heard = await far.next("new-message");
  const late = heard.content === "into the ice";
  expect(late ? await far.next("new-message") : heard).toMatchObject({ content: "fresh" });
});

test("G13 a session that ends while Redis is away loses its sockets on the other node by the sweep", async () => {
  await using redis = await OwnRedis.start();
  await using nodes = await startTwo({ redisUrl: redis.url });
  const alice = await nodes.one.signUp("Alice");
  await using far = await connectTo(nodes.other, alice);
  const away = nodes.one.logged("Redis is away");
  await redis.kill();
  await away;
  expect((await alice.request("POST", "/api/auth/sign-out", {})).status).toBe(200);
  expect((await alice.at(nodes.other.url).request("GET", "/api/me")).status).toBe(401);
  expect(await far.disconnected).toBe("io server disconnect");
});

test("Redis without channels on shards is used in the way that it has", async () => {
  await using redis = await OwnRedis.start({ settings: ["--rename-command", "SPUBLISH", ""] });
  await using nodes = await startTwo({ redisUrl: redis.url });
  const { alice, bob, matchId } = await nodes.one.signUpPair();
  await using far = await connectTo(nodes.other, bob, matchId);
  await alice.send(matchId, "the old way");
  expect(await far.next("new-message")).toMatchObject({ content: "the old way" });
  expect(await far.next("new-notification")).toMatchObject({ unreadCount: 1 });
  await alice.request("DELETE", `/api/matches/${matchId}`);
  expect(await far.next("conversation-event")).toMatchObject({ kind: "close" });
});

/** What a node says that is to use this Redis and cannot. */
async function lastWords(redisUrl: string): Promise<string> {
  await using node = new ServerProcess({ MONGODB_URL: databaseUrl(), REDIS_URL: redisUrl });
  expect(await node.exited()).toBe(1);
  return node.lines.join("\n");
}

test("a node whose Redis is not there does not start: one line names the variable and the reason, and no password", async () => {
  const words = await lastWords(`redis://:hidden-word@127.0.0.1:${await freePort()}`);
  expect(words).toContain("REDIS_URL");
  expect(words).toContain("ECONNREFUSED");
  expect(words).not.toContain("hidden-word");
});

test("a node whose password Redis does not take does not start", async () => {
  await using redis = await OwnRedis.start({ settings: ["--requirepass", "right-word"] });
  const words = await lastWords(redis.url.replace("redis://", "redis://:wrong-word@"));
  expect(words).toContain("REDIS_URL");
  expect(words).toContain("WRONGPASS");
  expect(words).not.toContain("wrong-word");
});

test("a node whose Redis hangs does not start", async () => {
  await using redis = await OwnRedis.start();
  redis.freeze();
  expect(await lastWords(redis.url)).toContain("REDIS_URL");
});
