import { afterAll, beforeAll } from "vitest";
import { startTestServer, type TestServer } from "./test-server.ts";

/** One server for all tests of a file or a group, each with people of its own. To be called where the tests are declared. */
export function sharedServer(options?: Parameters<typeof startTestServer>[0]): () => TestServer {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await startTestServer(options);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  return () => {
    if (server === undefined)
      throw new Error("the shared server exists while tests run, not while they are declared");
    return server;
  };
}
