import { randomUUID } from "node:crypto";
import type { EventsPage } from "@duologue/protocol/http";
import { expect, test } from "vitest";
import { Balancer } from "../../../scripts/cluster/balancer.ts";
import { freePort } from "../../../scripts/services/free-port.ts";
import { OwnRedis } from "../../../scripts/services/own-redis.ts";
import { Person } from "../support/person.ts";
import { ServerProcess } from "../support/server-process.ts";
import { TestClient } from "../support/test-client.ts";
import { scratchDeployment } from "./support/two-nodes.ts";

const { databaseUrl } = scratchDeployment();

/** Enough for a connection that a stopping node does not answer to be met. */
const AT_ONCE = 4;

/** Sends until it is told to stop, one message after the other, each until it is stored. */
class Sender {
  readonly acknowledged: string[] = [];
  firstTries = 0;
  failedFirstTries = 0;
  readonly refusals: string[] = [];
  #stopped = false;

  async run(person: Person, matchId: string): Promise<void> {
    while (!this.#stopped) await this.#send(person, matchId, randomUUID());
  }

  stop(): void {
    this.#stopped = true;
  }

  async #send(person: Person, matchId: string, clientMessageId: string): Promise<void> {
    const body = { content: `text ${clientMessageId}`, clientMessageId };
    this.firstTries += 1;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await person.request("POST", `/api/messages/${matchId}`, body).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return void this.acknowledged.push(clientMessageId);
      if (attempt === 1) this.failedFirstTries += 1;
      // Everything else may be tried again; a refusal of the send itself may not.
      if (answer !== undefined && answer.status < 500) return void this.refusals.push(String(answer.status));
    }
  }
}

test("G15 F55 a rolling restart of three nodes loses nothing and refuses no send", {
  timeout: 300_000,
}, async () => {
  await using redis = await OwnRedis.start();
  await using open = new AsyncDisposableStack();
  const ports = [await freePort(), await freePort(), await freePort()];
  const start = async (port: number) => {
    const services = { MONGODB_URL: databaseUrl(), REDIS_URL: redis.url };
    const node = open.use(
      new ServerProcess({ ...services, PORT: String(port), TRUSTED_PROXIES: "127.0.0.1", LOG_LEVEL: "info" }),
    );
    await node.ready();
    return node;
  };
  const nodes = await Promise.all(ports.map(start));
  const addresses = ports.map((port) => `http://127.0.0.1:${port}`);
  const balancer = await Balancer.open(addresses, { port: 0, host: "127.0.0.1" });
  open.defer(() => balancer.close());
  const url = `http://127.0.0.1:${balancer.port}`;
  const alice = await Person.signUp(url, { name: "Alice", email: "alice@example.org" });
  const bob = await Person.signUp(url, { name: "Bob", email: "bob@example.org" });
  const matchId = await alice.matchWith(bob);
  await using socket = await TestClient.connect(url, {
    token: bob.token,
    transports: ["websocket"],
    reconnection: true,
    reconnectionDelay: 100,
  });

  const sender = new Sender();
  const sending = Promise.all(Array.from({ length: AT_ONCE }, () => sender.run(alice, matchId)));
  for (const [index, node] of nodes.entries()) {
    node.signal("SIGTERM");
    expect(await node.exited()).toBe(0);
    await start(ports[index] ?? 0);
  }
  sender.stop();
  await sending;

  const stored: string[] = [];
  for (;;) {
    const page = await alice.get<EventsPage>(
      `/api/messages/${matchId}/events?after=${stored.length}&limit=200`,
    );
    if ("reset" in page) throw new Error("a log from the beginning is never reset");
    for (const event of page.events) {
      expect(event.seq).toBe(stored.length + 1);
      stored.push(event.clientMessageId);
    }
    if (!page.hasMore) break;
  }
  expect(sender.acknowledged.length).toBeGreaterThan(0);
  expect(stored.toSorted()).toStrictEqual(sender.acknowledged.toSorted());
  expect(sender.refusals).toStrictEqual([]);
  expect(sender.failedFirstTries / sender.firstTries).toBeLessThan(0.01);
  await socket.connected();
});
