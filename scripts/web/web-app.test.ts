import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { sendBytes } from "../../server/test/support/raw-connection.ts";
import { webApp } from "./web-app.ts";

const redirect = async (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(307, { Location: "/" }).end();

/** The web app around pages that redirect everybody, if nothing else is said. */
async function served(options: { https: boolean }, answer: Parameters<typeof webApp>[0] = redirect) {
  const app = webApp(answer, options);
  const server = createServer(app);
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}` };
}

test("redirects too say that they are not to be framed, sniffed or traced, nor what answered (A055)", async () => {
  const { url } = await served({ https: false });
  const { status, headers } = await fetch(url, { redirect: "manual" });
  expect(status).toBe(307);
  expect(Object.fromEntries(headers)).toMatchObject({
    "content-security-policy": "default-src 'none';frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  expect(headers.has("x-powered-by")).toBe(false);
  expect(headers.has("strict-transport-security")).toBe(false);
});

test("browsers are kept on https where people find the web app by it (A055)", async () => {
  const { url } = await served({ https: true });
  const { headers } = await fetch(url, { redirect: "manual" });
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
});

test.each(["TRACE", "PUT", "DELETE", "PATCH", "OPTIONS"])("%s gets no page (A021)", async (method) => {
  const { port } = await served({ https: false });
  const answer = await sendBytes({ port }, `${method} / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer).toContain("Allow: GET, HEAD, POST\r\n");
});

test("a page is asked for without what it takes no part of: bodies, actions, parts of files", async () => {
  const asked: IncomingMessage[] = [];
  const { url } = await served({ https: false }, async (request, response) => {
    asked.push(request);
    response.end();
  });
  const headers = {
    "content-type": "multipart/form-data",
    "next-action": "x",
    range: "bytes=9-",
    accept: "a/b",
  };
  await fetch(url, { method: "POST", body: "x", headers });
  expect(asked[0]?.method).toBe("GET");
  for (const name of ["content-type", "content-length", "next-action", "range"])
    expect(asked[0]?.headers).not.toHaveProperty(name);
  expect(asked[0]?.headers).toHaveProperty("accept", "a/b");
});
