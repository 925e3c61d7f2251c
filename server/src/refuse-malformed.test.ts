import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { refuseMalformed } from "./refuse-malformed.ts";

const failure = (code?: string) => Object.assign(new Error("parse error: canary"), { code });

test.each([
  ["HPE_INVALID_METHOD", 400, "validation_failed"],
  ["HPE_HEADER_OVERFLOW", 431, "headers_too_large"],
  ["ERR_HTTP_REQUEST_TIMEOUT", 408, "request_timeout"],
  [undefined, 400, "validation_failed"],
] as const)(
  "%s is answered with %d and a problem, then the connection ends (A028)",
  async (code, status, name) => {
    const socket = new PassThrough();
    refuseMalformed(failure(code), socket, "request1");
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}\r\n`);
    expect(JSON.parse(body)).toMatchObject({ status, code: name, requestId: "request1" });
    expect(answer).not.toContain("canary");
  },
);

test("a client that is gone, or is being answered, is only cut off", async () => {
  const gone = new PassThrough();
  refuseMalformed(failure("ECONNRESET"), gone, "request1");
  const answered = Object.assign(new PassThrough(), { bytesWritten: 10 });
  refuseMalformed(failure("HPE_INVALID_METHOD"), answered, "request2");
  for (const socket of [gone, answered]) {
    expect(socket.destroyed).toBe(true);
    expect(socket.readableLength).toBe(0);
  }
});
