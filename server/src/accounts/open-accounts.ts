import { LRUCache } from "lru-cache";
import type { Clock, OpenBudget, SessionEndings, Sessions } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import type { AccountDatabase } from "./account-database.ts";
import { ADDRESS_HEADER, type Auth, createAuth } from "./auth.ts";
import { AccountSessions } from "./sessions.ts";
import { SignInLimits } from "./sign-in-limits.ts";

interface AccountsOptions {
  /** closed with the accounts */
  database: AccountDatabase;
  secret: string;
  /** origin under which browsers find this server */
  baseUrl: string;
  webOrigins: readonly string[];
  rateLimits: boolean;
  clock: Clock;
  log: Log;
  /** to and from the other nodes */
  endings: SessionEndings;
  openBudget: OpenBudget;
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

const REGISTERED_MAX = 100_000;

export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  try {
    return await connect(options);
  } catch (error) {
    options.database.close();
    throw error;
  }
}

async function connect(options: AccountsOptions): Promise<Accounts> {
  const { database, clock, endings } = options;
  const ensureRegistered = onceEach(options.register);
  const auth = createAuth({
    ...options,
    database: database.source,
    onSignedUp: ({ id, name, image }) =>
      ensureRegistered({ id, name, image: image ?? null }).catch((error: unknown) => {
        // The account exists; the person's first request registers them.
        options.log.warn({ error, userId: id }, "a new person could not be registered yet");
      }),
    async onSessionEnded({ id, userId }) {
      sessions.ended({ id, userId });
      await endings.tell({ id, userId });
    },
  });
  await database.prepare(auth.options);
  const cookieName = (await auth.$context).authCookies.sessionToken.name;
  const sessions = new AccountSessions({
    auth,
    cookieName,
    clock,
    ensureRegistered,
    // What ends on another node would be believed here for as long as it is remembered (G13).
    remembers: !database.isShared,
  });
  endings.listen((session) => sessions.ended(session));
  const limits = options.rateLimits ? new SignInLimits(options.openBudget) : undefined;
  return {
    sessions,
    handle: (call) => handle(call, { auth, limits, database, baseUrl: options.baseUrl }),
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

interface Answering {
  auth: Auth;
  limits: SignInLimits | undefined;
  database: AccountDatabase;
  baseUrl: string;
}

async function handle(call: AccountCall, { auth, limits, database, baseUrl }: Answering): Promise<Response> {
  const headers = new Headers(call.headers);
  headers.set(ADDRESS_HEADER, call.address);
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const ask = () =>
    database.honestly(() =>
      auth.handler(new Request(`${baseUrl}/api/auth${call.path}`, { method: call.method, headers, body })),
    );
  const email = call.body !== undefined && "email" in call.body ? String(call.body.email) : "";
  if (call.path === "/sign-in/email" && limits) return limits.attempt(email, call.address, ask);
  if (call.path !== "/sign-up/email") return ask();
  const response = await signUp(ask);
  if (response.ok) limits?.signedUp(email, call.address);
  return response;
}

/** Of two sign-ups at once with one address, one fails at the key: asked again, the library sees why. */
async function signUp(ask: () => Promise<Response>): Promise<Response> {
  const response = await ask();
  const failed = !response.ok && (await response.clone().text()).includes("FAILED_TO_CREATE_USER");
  return failed ? ask() : response;
}
