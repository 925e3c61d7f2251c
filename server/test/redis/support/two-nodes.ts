import { afterEach, beforeEach, inject } from "vitest";
import { type ScratchDatabase, scratchDatabase } from "../../mongodb/support/scratch-database.ts";
import type { Person } from "../../support/person.ts";
import { TestClient } from "../../support/test-client.ts";
import { startTestServer, type TestServer } from "../../support/test-server.ts";

interface NodeOptions {
  /** instead of the one that all tests share */
  redisUrl?: string;
  environment?: Record<string, string>;
  breaks?: boolean;
}

/** A database for each test of the file. To be called where the tests are declared. */
export function scratchDeployment() {
  let database: ScratchDatabase | undefined;
  beforeEach(async () => {
    database = await scratchDatabase();
  });
  afterEach(() => database?.dispose());

  function databaseUrl(): string {
    if (database === undefined)
      throw new Error("the database exists while tests run, not while they are declared");
    return database.url;
  }

  function startNode({ redisUrl, environment, breaks = false }: NodeOptions = {}): Promise<TestServer> {
    const services = { MONGODB_URL: databaseUrl(), REDIS_URL: redisUrl ?? inject("redisUrl") };
    return startTestServer({ environment: { ...services, ...environment }, breaks });
  }

  /** Two nodes on one database and one Redis. The first one signs people up. */
  async function startTwo(options: NodeOptions = {}) {
    await using started = new AsyncDisposableStack();
    const one = started.use(await startNode(options));
    const other = started.use(await startNode(options));
    const running = started.move();
    return {
      one,
      other,
      async [Symbol.asyncDispose]() {
        // Stopping waits a second for a balancer; both can at once.
        await Promise.allSettled([one.stop(), other.stop()]);
        await running.disposeAsync();
      },
    };
  }

  return { databaseUrl, startNode, startTwo };
}

/** A socket of a person at a node, in the room of a conversation. */
export async function connectTo(
  node: { url: string },
  person: Person,
  matchId?: string,
): Promise<TestClient> {
  const client = await TestClient.connect(node.url, { token: person.token });
  if (matchId !== undefined) await client.accepted("join-conversation", matchId);
  return client;
}
