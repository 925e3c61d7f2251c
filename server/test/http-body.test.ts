import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import type { MessagesPage } from "@duologue/protocol/http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "./support/person.ts";
import { problemOf, refusal } from "./support/problem-of.ts";
import { sendBytes } from "./support/raw-connection.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

/** What a refused body holds, to see that no answer and no log repeats it. */
const CANARY = "canary-93f1";

let server: TestServer;
let alice: Person;
let bob: Person;
let matchId: string;

beforeAll(async () => {
  server = await startTestServer();
  ({ alice, bob, matchId } = await server.signUpPair());
});
afterAll(async () => {
  const { messages } = await alice.get<MessagesPage>(`/api/messages/${matchId}?limit=100`);
  const log = server.log.join("");
  await server[Symbol.asyncDispose]();
  expect(messages.map((message) => message.content)).not.toContain(CANARY);
  expect(log).not.toContain(CANARY);
});

function post(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return server.fetch(`/api/messages/${matchId}`, {
    method: "POST",
    body,
    headers: { Authorization: `Bearer ${alice.token}`, "Content-Type": "application/json", ...headers },
  });
}

/** Refused without a word of the input, and nothing was stored. */
async function expectRefusal(response: Response, expected: string): Promise<void> {
  const { head } = await alice.get<MessagesPage>(`/api/messages/${matchId}`);
  const text = await response.clone().text();
  expect(await refusal(response)).toBe(expected);
  expect(text).not.toContain(CANARY);
  expect((await alice.get<MessagesPage>(`/api/messages/${matchId}`)).head).toBe(head);
}

describe("the type of a body", () => {
  const valid = JSON.stringify({ content: CANARY });
  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json5",
    "application/jsonp",
    "application/json; charset=utf-16",
    "application/json; charset=x-user",
    "application/json, text/plain",
    "",
  ])("%j is refused (A001 A002 A003 A019)", async (type) => {
    await expectRefusal(await post(valid, { "Content-Type": type }), "415 unsupported_media_type");
  });

  test.each([
    "application/json",
    "Application/JSON",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
  ])("%j is accepted", async (type) => {
    expect((await post(JSON.stringify({ content: "typed" }), { "Content-Type": type })).status).toBe(201);
  });

  const codings: [string, Uint8Array][] = [
    ["gzip", gzipSync(valid)],
    ["gzip", gzipSync(" ".repeat(10_000_000))],
    ["br", new TextEncoder().encode(valid)],
    ["deflate", new TextEncoder().encode(valid)],
    ["gzip, gzip", gzipSync(gzipSync(valid))],
    ["zstdx", new TextEncoder().encode(valid)],
  ];
  test.each(codings)("coding %j is refused (A017 A018)", async (coding, body) => {
    await expectRefusal(
      await post(new Uint8Array(body), { "Content-Encoding": coding }),
      "415 unsupported_media_type",
    );
  });
});

describe("the form of a body", () => {
  test.each([
    "",
    "{",
    `{"content":"${CANARY}"`,
    `{'content':'${CANARY}'}`,
    `{"content":"${CANARY}",}`,
    '{"content":NaN}',
    `"${CANARY}"`,
    "[]",
    "null",
    "123",
    `[{"content":"${CANARY}"}]`,
    `{"content":"${CANARY}"} trailing`,
  ])("%j is refused (A001 A005 A006)", async (body) => {
    await expectRefusal(await post(body), "400 validation_failed");
  });

  const bytes = (hex: string) =>
    Buffer.concat([Buffer.from('{"content":"'), Buffer.from(hex, "hex"), Buffer.from('"}')]);
  test.each([
    ["a byte order mark", Buffer.concat([Buffer.from("efbbbf", "hex"), Buffer.from('{"content":"x"}')])],
    ["UTF-16", Buffer.from('{"content":"x"}', "utf16le")],
    ["a broken sequence", bytes("c328")],
    ["an overlong sequence", bytes("c0af")],
    ["a surrogate in UTF-8", bytes("eda080")],
    ["a cut sequence", bytes("e282")],
  ])("%s is refused (A019)", async (_name, body) => {
    await expectRefusal(await post(new Uint8Array(body)), "400 validation_failed");
  });

  test("64 KiB are read, one byte more is not (A011)", async () => {
    const sized = (size: number) => {
      const empty = JSON.stringify({ content: "" }).length;
      return JSON.stringify({ content: "a".repeat(size - empty) });
    };
    expect((await problemOf(await post(sized(65_536)))).errors).toEqual([
      { path: "content", message: "must be at most 4000 characters" },
    ]);
    await expectRefusal(await post(sized(65_537)), "413 payload_too_large");
  });

  test("a body that says that it is too large is not waited for (A011)", async () => {
    const head = [
      `POST /api/messages/${matchId} HTTP/1.1`,
      "Host: localhost",
      `Authorization: Bearer ${alice.token}`,
      "Content-Type: application/json",
      "Content-Length: 100000000",
    ].join("\r\n");
    const answer = await sendBytes({ port: server.port }, `${head}\r\n\r\n{`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("who goes on sending regardless hears why all the same, and is not read on (A011)", async () => {
    const head = [
      `POST /api/messages/${matchId} HTTP/1.1`,
      "Host: localhost",
      `Authorization: Bearer ${alice.token}`,
      "Content-Type: application/json",
      "Transfer-Encoding: chunked",
    ].join("\r\n");
    const flood = new Flood(server.port, `${head}\r\n\r\n`);
    expect(await flood.answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(flood.sent).toBeLessThan(100_000_000);
  });

  test.each([
    ["GET /api/me", "Transfer-Encoding: chunked", 200],
    ["GET /api/me", "Content-Length: 100000000", 200],
    ["POST /api/nothing", "Transfer-Encoding: chunked", 404],
    ["DELETE /api/me", "Content-Length: 65537", 405],
    ["POST /socket.io/?EIO=4&transport=polling", "Transfer-Encoding: chunked", 400],
  ])(
    "what nobody reads ends the connection with the answer: %s with %s (A011)",
    async (call, length, status) => {
      const token = `Authorization: Bearer ${alice.token}`;
      const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
      const head = [`${call} HTTP/1.1`, "Host: localhost", token, length].join("\r\n");
      // It resolves when the connection has ended, with what came before.
      const answer = await sendBytes({ port: server.port }, `${head}\r\n\r\n${chunk}`);
      expect(answer).toContain(`HTTP/1.1 ${status} `);
      expect(answer).toMatch(/connection: close/i);
    },
  );

  test("an endless body without a length is cut off (A011)", async () => {
    const head = [
      `POST /api/messages/${matchId} HTTP/1.1`,
      "Host: localhost",
      `Authorization: Bearer ${alice.token}`,
      "Content-Type: application/json",
      "Transfer-Encoding: chunked",
    ].join("\r\n");
    const chunk = `${(70_000).toString(16)}\r\n${" ".repeat(70_000)}\r\n`;
    // The last chunk never comes: only a server that does not wait for it answers.
    const answer = await sendBytes({ port: server.port }, `${head}\r\n\r\n${chunk}`);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
  });

  test("depth is no attack (A013)", async () => {
    await expectRefusal(await post("[".repeat(30_000)), "400 validation_failed");
    const deep = `${"[".repeat(30_000)}${"]".repeat(30_000)}`;
    await expectRefusal(await post(`{"content":${deep}}`), "400 validation_failed");
  });

  test("prototypes stay as they are (A015)", async () => {
    for (const member of ['"__proto__":{"isAdmin":true}', '"constructor":{"prototype":{"isAdmin":true}}'])
      expect([201, 400]).toContain((await post(`{"content":"proto",${member}}`)).status);
    expect(Reflect.get({}, "isAdmin")).toBeUndefined();
  });
});

describe("the members of a body", () => {
  test.each([1, true, null, [], {}, ["a"], undefined])("content %j is refused (A007)", async (content) => {
    const response = await post(JSON.stringify({ content }));
    expect((await problemOf(response.clone())).errors?.map((error) => error.path)).toEqual(["content"]);
    await expectRefusal(response, "400 validation_failed");
  });

  test.each(["senderId", "from", "userId", "sender", "seq", "id", "createdAt", "$where", "a.b", ""])(
    "a member called %j is refused, whatever it says (A063 A113)",
    async (name) => {
      const response = await post(JSON.stringify({ content: "x", [name]: bob.id }));
      expect(await response.clone().text()).not.toContain(bob.id);
      await expectRefusal(response, "400 validation_failed");
    },
  );

  test.each(["short", "with space", "a".repeat(65), "nul\u0000nul", "ünïcode-id", 12345678, { $ne: null }])(
    "clientMessageId %j is refused",
    async (clientMessageId) => {
      await expectRefusal(
        await post(JSON.stringify({ content: "x", clientMessageId })),
        "400 validation_failed",
      );
    },
  );

  test.each([-1, 0, 1.5, "1", 2 ** 53, null])("replyTo %j is refused", async (replyTo) => {
    await expectRefusal(await post(JSON.stringify({ content: "x", replyTo })), "400 validation_failed");
  });

  test.each([-1, 1.5, "1", null, 2 ** 53])("read up to %j is refused (A065)", async (seq) => {
    const response = await alice.request("POST", `/api/matches/${matchId}/read`, { seq });
    expect(await refusal(response)).toBe("400 validation_failed");
  });
});

/** A client that sends up to a hundred megabytes, as fast as they are taken, whatever it hears. */
class Flood {
  /** resolves to everything that came back once the connection has ended */
  readonly answer: Promise<string>;
  sent = 0;

  constructor(port: number, head: string) {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const pump = () => {
      while (socket.writable && this.sent < 100_000_000) {
        this.sent += chunk.length;
        if (!socket.write(chunk)) return;
      }
    };
    socket.once("connect", () => socket.write(head, pump)).on("drain", pump);
    let heard = "";
    socket.setEncoding("latin1").on("data", (text: string) => {
      heard += text;
    });
    // The server's patience ends with a reset.
    socket.on("error", () => undefined);
    this.answer = new Promise((resolve) => socket.once("close", () => resolve(heard)));
  }
}
