import { closeSync, fchmodSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { getMigrations } from "better-auth/db/migration";
import { LRUCache } from "lru-cache";
import type { Clock, Sessions } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import { ADDRESS_HEADER, type Auth, createAuth } from "./auth.ts";
import { AccountSessions } from "./sessions.ts";
import { SignInLimits } from "./sign-in-limits.ts";

interface AccountsOptions {
  /** where auth.db lives */
  directory: string;
  secret: string;
  /** origin under which browsers find this server */
  baseUrl: string;
  webOrigins: readonly string[];
  rateLimits: boolean;
  clock: Clock;
  log: Log;
  /** Tells the product about a person; called again for the same person, it must change nothing. */
  register(person: Person): Promise<void>;
}

interface Person {
  id: string;
  name: string;
  image: string | null;
}

/** One call of the account API whose form was checked already. */
export interface AccountCall {
  method: "GET" | "POST";
  /** below /api/auth */
  path: string;
  headers: Headers;
  body: object | undefined;
  /** of the client, as the connection or a trusted proxy has it */
  address: string;
}

export interface Accounts {
  sessions: Sessions;
  handle(call: AccountCall): Promise<Response>;
  close(): void;
}

const OWNER_ONLY = 0o600;
const REGISTERED_MAX = 100_000;

/** Opens the accounts: a database of their own, because two writers of one file would refuse each other's work. */
export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const path = join(options.directory, "auth.db");
  keepPrivate(path);
  const database = new DatabaseSync(path);
  try {
    database.exec(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON",
    );
    return await connect(options, database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite gives the files that it puts beside this one the same rights. */
function keepPrivate(path: string): void {
  const file = openSync(path, "a", OWNER_ONLY);
  fchmodSync(file, OWNER_ONLY);
  closeSync(file);
}

async function connect(options: AccountsOptions, database: DatabaseSync): Promise<Accounts> {
  const ensureRegistered = onceEach(options.register);
  const auth = createAuth({
    ...options,
    database,
    onSignedUp: ({ id, name, image }) =>
      ensureRegistered({ id, name, image: image ?? null }).catch((error: unknown) => {
        // The account exists; the person's first request registers them.
        options.log.warn({ error, userId: id }, "a new person could not be registered yet");
      }),
    onSessionEnded: (session) => sessions.ended(session),
  });
  await (await getMigrations(auth.options)).runMigrations();
  const cookieName = (await auth.$context).authCookies.sessionToken.name;
  const sessions = new AccountSessions({ auth, cookieName, clock: options.clock, ensureRegistered });
  const limits = options.rateLimits ? new SignInLimits() : undefined;
  return {
    sessions,
    handle: (call) => handle(call, { auth, limits, baseUrl: options.baseUrl }),
    close: () => database.close(),
  };
}

/** Registration is repeated only for people who were not seen for long, or when it failed. */
function onceEach(register: (person: Person) => Promise<void>): (person: Person) => Promise<void> {
  const registered = new LRUCache<string, true>({ max: REGISTERED_MAX });
  return async (person) => {
    if (registered.has(person.id)) return;
    await register(person);
    registered.set(person.id, true);
  };
}

async function handle(
  call: AccountCall,
  { auth, limits, baseUrl }: { auth: Auth; limits: SignInLimits | undefined; baseUrl: string },
): Promise<Response> {
  const headers = new Headers(call.headers);
  headers.set(ADDRESS_HEADER, call.address);
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const request = new Request(`${baseUrl}/api/auth${call.path}`, { method: call.method, headers, body });
  const email = call.body !== undefined && "email" in call.body ? String(call.body.email) : "";
  if (limits === undefined) return auth.handler(request);
  if (call.path === "/sign-in/email") return limits.attempt(email, call.address, () => auth.handler(request));
  const response = await auth.handler(request);
  if (call.path === "/sign-up/email" && response.ok) limits.signedUp(email, call.address);
  return response;
}
