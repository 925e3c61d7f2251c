import type { IncomingMessage } from "node:http";
import { ChangePassword, RevokeSession, SignIn, SignUp } from "@duologue/protocol/accounts";
import { type ErrorCode, errors } from "@duologue/protocol/errors";
import type { RequestHandler, Response } from "express";
import { z } from "zod";
import { AppError } from "../domain/app-error.ts";
import type { Sessions } from "../domain/ports.ts";
import { validated } from "../validated.ts";
import { authenticate } from "./authenticate.ts";
import { isBearer } from "./bearer.ts";
import { headersOf } from "./headers-of.ts";
import { jsonBody } from "./json-body.ts";
import type { Endpoint } from "./router-of.ts";
import { layer } from "./step.ts";

/** Answers one call of the account API whose form was checked here. */
export type HandleAccountCall = (call: {
  method: "GET" | "POST";
  /** below /api/auth */
  path: string;
  headers: Headers;
  body: object | undefined;
  address: string;
}) => Promise<globalThis.Response>;

interface Offered {
  method: "get" | "post";
  path: string;
  body?: z.ZodType<object>;
  /** only for somebody who is signed in */
  signedIn?: true;
  /** The cookie of a session that has ended stays: by now the browser may have another one, from another tab. */
  leavesCookie?: true;
}

/** Everything that the account library is asked; whatever else it could do has no path here. */
const OFFERED: Offered[] = [
  { method: "post", path: "/sign-up/email", body: SignUp },
  { method: "post", path: "/sign-in/email", body: SignIn },
  { method: "post", path: "/sign-out" },
  { method: "get", path: "/get-session", leavesCookie: true },
  { method: "get", path: "/list-sessions", signedIn: true },
  { method: "post", path: "/revoke-session", signedIn: true, body: RevokeSession },
  { method: "post", path: "/revoke-sessions", signedIn: true },
  { method: "post", path: "/revoke-other-sessions", signedIn: true },
  { method: "post", path: "/change-password", signedIn: true, body: ChangePassword },
];

const METHODS = { get: "GET", post: "POST" } as const;
/** Headers that the library reads; what proxies add for it to believe is not among them. */
const LET_IN = ["authorization", "content-type", "cookie", "origin", "user-agent"];
/** Headers of the library's answers that are part of our contract; the others are ours to set. */
const PASSED_ON = ["content-type", "set-auth-token"];

/** What the library's error codes are called here. */
const LibraryError = z.object({ code: z.string().optional() });
const CODES = new Map<string | undefined, ErrorCode>([
  ["INVALID_EMAIL_OR_PASSWORD", "invalid_credentials"],
  ["INVALID_PASSWORD", "wrong_password"],
  ["USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL", "email_taken"],
]);
const CODES_BY_STATUS = new Map<number, ErrorCode>(
  (
    [
      "validation_failed",
      "unauthenticated",
      "forbidden",
      "not_found",
      "rate_limited",
    ] as const satisfies ErrorCode[]
  ).map((code) => [errors[code].status, code]),
);

interface AuthPorts {
  sessions: Sessions;
  handleAccountCall: HandleAccountCall;
  addressOf: (request: IncomingMessage) => string;
}

/** Sign-up, sign-in and sessions: bodies are checked here, answered by the account library, failures are problems. */
export function authEndpoints({ sessions, handleAccountCall, addressOf }: AuthPorts): Endpoint[] {
  return OFFERED.map(({ method, path, body: schema, signedIn, leavesCookie }) => {
    const answer: RequestHandler = async (request, response) => {
      const body = schema === undefined ? undefined : validated(schema, request.body);
      const headers = headersOf(request, LET_IN);
      // The library takes the cookie when the token proves nothing; here a token alone decides (R4).
      if (isBearer(headers.get("authorization"))) headers.delete("cookie");
      const call = { method: METHODS[method], path, headers, body, address: addressOf(request) };
      const answered = await handleAccountCall(call);
      if (!answered.ok) throw await failureOf(answered);
      const cookies = answered.headers.getSetCookie();
      response.setHeader("Set-Cookie", leavesCookie ? cookies.filter(isKept) : cookies);
      await passOn(answered, response);
    };
    const before = [...(signedIn ? [authenticate(sessions)] : []), ...(schema ? [jsonBody] : [])];
    return { method, path, handlers: [...before.map(layer), answer] };
  });
}

function isKept(cookie: string): boolean {
  return !/;\s*max-age=0\b/i.test(cookie);
}

async function passOn(answer: globalThis.Response, response: Response): Promise<void> {
  for (const name of PASSED_ON) {
    const value = answer.headers.get(name);
    if (value !== null) response.setHeader(name, value);
  }
  response.status(answer.status).end(await answer.text());
}

async function failureOf(answer: globalThis.Response): Promise<Error> {
  const text = await answer.text();
  const code = CODES.get(libraryCode(text)) ?? CODES_BY_STATUS.get(answer.status);
  if (code === undefined) return new Error(`the account library answered ${answer.status}: ${text}`);
  return new AppError(code, undefined, { retryAfter: Number(answer.headers.get("x-retry-after") ?? 1) });
}

function libraryCode(text: string): string | undefined {
  return text === "" ? undefined : LibraryError.safeParse(JSON.parse(text)).data?.code;
}
