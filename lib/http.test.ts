import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createApi } from "./api.ts";
import { createHttp } from "./http.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serving(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that answers everything alike. */
function answering(status: number, body: string, headers: Record<string, string> = {}): Promise<string> {
  return serving((_, response) => response.writeHead(status, headers).end(body));
}

async function call(url: string) {
  return createHttp(url)({ method: "GET", path: "/api/me" });
}

test("a good answer is its JSON", async () => {
  expect(await call(await answering(200, '{"id":"ann"}'))).toEqual({ ok: true, value: { id: "ann" } });
});

test("an answer without content is good too", async () => {
  expect(await call(await answering(204, ""))).toEqual({ ok: true, value: undefined });
});

test("G2 a rejection by our server is definite and says why", async () => {
  const problem = { code: "match_closed", detail: "This match has ended", status: 409 };
  expect(await call(await answering(409, JSON.stringify(problem)))).toEqual({
    ok: false,
    code: "match_closed",
    detail: "This match has ended.",
    retry: false,
    retryAfter: undefined,
  });
});

test.each([
  [408, "request_timeout"],
  [429, "rate_limited"],
  [500, "internal"],
  [502, "internal"],
  [503, "unavailable"],
])("G2 status %i is to be tried again, whoever said it", async (status, code) => {
  const outcome = await call(await answering(status, "<html>proxy</html>", { "retry-after": "7" }));
  expect(outcome).toMatchObject({ ok: false, code, retry: true, retryAfter: 7_000 });
});

test.each([
  [401, "unauthenticated"],
  [403, "forbidden"],
  [404, "not_found"],
  [413, "payload_too_large"],
  [409, "validation_failed"],
  [422, "validation_failed"],
])("status %i without our words has the code %s", async (status, code) => {
  const outcome = await call(await answering(status, '{"message":"From the accounts","code":"SOMETHING"}'));
  expect(outcome).toMatchObject({ ok: false, code, detail: "From the accounts.", retry: false });
});

test("G2 the sign-in page of a foreign network is no answer", async () => {
  expect(await call(await answering(200, "<html>Welcome to the hotel</html>"))).toMatchObject({
    code: "network",
    retry: true,
  });
});

test("G2 a connection that is cut, early or late, is an unknown outcome", async () => {
  const early = await serving((request) => request.socket.destroy());
  const late = await serving((request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write('{"id":', () => request.socket.destroy());
  });
  for (const url of [early, late]) expect(await call(url)).toMatchObject({ code: "network", retry: true });
});

test("what is shown as done at once outlives the page that asked for it, and nothing else does", async () => {
  const outliving: string[] = [];
  const http = createHttp("http://api.test", async (url, { keepalive } = {}) => {
    if (keepalive) outliving.push(new URL(String(url)).pathname);
    return new Response("{}");
  });
  const api = createApi(http);
  await api.updateMe({ bio: "Draws coasts." });
  await api.endMatch("m");
  await api.read("m", 1);
  await api.like("u");
  await api.pass("u");
  await api.send("m", { content: "Hello", clientMessageId: "0123456789abcdef" });
  await api.messages("m", { limit: 1 });
  expect(outliving).toEqual([
    "/api/me",
    "/api/matches/m",
    "/api/matches/m/read",
    "/api/people/u/like",
    "/api/people/u/pass",
  ]);
});

test("every call of the contract has its method, path and body", async () => {
  const heard: string[] = [];
  const url = await serving((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      heard.push(`${request.method} ${request.url} ${body}`.trim());
      response.end("{}");
    });
  });
  const api = createApi(createHttp(url));
  await api.me();
  await api.updateMe({ name: "Ann" });
  await api.matches({ cursor: "a&b", limit: 50 });
  await api.match("../me");
  await api.endMatch("m1");
  await api.messages("m1", { around: 7, limit: 50 });
  await api.events("m1", { after: 0, epoch: undefined });
  await api.send("m1", { content: "hi", clientMessageId: "client-id-1" });
  await api.read("m1", 3);
  await api.sync(undefined);
  await api.like("bob");
  await api.signOut({ everywhere: true });
  expect(heard).toEqual([
    "GET /api/auth/get-session",
    "GET /api/me",
    'PATCH /api/me {"name":"Ann"}',
    "GET /api/matches?cursor=a%26b&limit=50",
    "GET /api/matches/..%2Fme",
    "DELETE /api/matches/m1",
    "GET /api/messages/m1?around=7&limit=50",
    "GET /api/messages/m1/events?after=0",
    'POST /api/messages/m1 {"content":"hi","clientMessageId":"client-id-1"}',
    'POST /api/matches/m1/read {"seq":3}',
    "GET /api/sync",
    "POST /api/people/bob/like",
    "POST /api/auth/revoke-sessions {}",
  ]);
});

test("a visitor without a session is told so without an error of the server", async () => {
  const heard: string[] = [];
  const url = await serving((request, response) => {
    heard.push(request.url ?? "");
    response.end("null");
  });
  const outcome = await createApi(createHttp(url)).me();
  expect(outcome).toMatchObject({ ok: false, code: "unauthenticated", retry: false });
  expect(heard).toEqual(["/api/auth/get-session"]);
});
