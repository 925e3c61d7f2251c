import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from "@duologue/protocol/limits";
import { betterAuth } from "better-auth";
import { bearer } from "better-auth/plugins/bearer";
import type { Log } from "../log.ts";
import type { AccountDatabase } from "./account-database.ts";

export interface AuthOptions {
  database: AccountDatabase["source"];
  /** signs cookies and bearer tokens */
  secret: string;
  /** origin under which browsers find this server; https makes the cookie Secure */
  baseUrl: string;
  webOrigins: readonly string[];
  rateLimits: boolean;
  log: Log;
  onSignedUp(user: { id: string; name: string; image?: string | null | undefined }): Promise<void>;
  onSessionStarted(session: { userId: string }): Promise<void>;
  onSessionEnded(session: { id: string; userId: string }): Promise<void>;
}

/** Set by us from the connection, over whatever the client sent, so that nobody can choose the address they count as. */
export const ADDRESS_HEADER = "x-client-ip";

/** Everything that the library would serve beside what is offered. Our door does not let it through to begin with. */
export const DISABLED_PATHS: readonly string[] = [
  "/account-info",
  "/callback/:id",
  "/change-email",
  "/delete-user",
  "/delete-user/callback",
  "/error",
  "/get-access-token",
  "/link-social",
  "/list-accounts",
  "/ok",
  "/refresh-token",
  "/request-password-reset",
  "/reset-password",
  "/reset-password/:token",
  "/send-verification-email",
  "/sign-in/social",
  "/unlink-account",
  "/update-session",
  "/update-user",
  "/verify-email",
  "/verify-password",
];

/** The account library, set up: email and password, sessions in a cookie or as a signed bearer token. */
export function createAuth(options: AuthOptions) {
  const { log } = options;
  return betterAuth({
    baseURL: options.baseUrl,
    basePath: "/api/auth",
    secret: options.secret,
    database: options.database,
    trustedOrigins: [...options.webOrigins],
    disabledPaths: [...DISABLED_PATHS],
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_MIN_CHARACTERS,
      maxPasswordLength: PASSWORD_MAX_CHARACTERS,
    },
    plugins: [bearer({ requireSignature: true })],
    session: {
      // The cookie would go on proving a session that was revoked elsewhere (G13).
      cookieCache: { enabled: false },
      // 0: the list of sessions is not closed to a session for being a day old.
      freshAge: 0,
    },
    rateLimit: {
      enabled: options.rateLimits,
      window: 10,
      max: 100,
      customRules: {
        // SignInLimits counts these, on all nodes together and before it remembers anything of an attempt.
        "/sign-in/email": false,
        "/sign-up/email": { window: 60, max: 10 },
        "/change-password": { window: 60, max: 10 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // Every request has passed the server's own origin check (R4). The library's would also turn away programs whose
      // fetch sends Sec-Fetch-Mode without an origin, which is what Node's does.
      disableCSRFCheck: true,
    },
    databaseHooks: {
      user: { create: { after: (user) => options.onSignedUp(user) } },
      session: {
        create: { after: (session) => options.onSessionStarted(session) },
        delete: { after: (session) => options.onSessionEnded(session) },
      },
    },
    // What is no answer of the library's is for whoever called it, not for the console.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    // A warning of the library's is somebody who mistypes a password, and anybody can bring it about.
    logger: {
      level: "warn",
      log: (level, message) => log[level === "warn" ? "debug" : level]({ part: "accounts" }, message),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
