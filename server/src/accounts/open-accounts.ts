import { LRUCache } from "lru-cache";
import type { Clock, OpenBudget, SessionEndings, Sessions } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import type { AccountDatabase } from "./account-database.ts";
import { ADDRESS_HEADER, type Auth, createAuth } from "./auth.ts";
import { DeviceCookie } from "./device-cookie.ts";
import { endSurplusSessions } from "./session-cap.ts";
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
  /** of the client, as limits count addresses */
  address: string;
}

export interface Accounts {
  sessions: Sessions;
  handle(call: AccountCall): Promise<Response>;
  close(): void;
}

const REGISTERED_MAX = 100_000;
/** Of a user agent, which is kept with each session; browsers send about 120. */
const USER_AGENT_MAX_CHARACTERS = 256;

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
    onSessionStarted: ({ userId }) =>
      endSurplusSessions(auth, userId).catch((error: unknown) => {
        // Whoever signs in has signed in; the next session makes up for it.
        options.log.warn({ error, userId }, "sessions beyond the limit could not be ended");
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
  endings.onMissed(() => sessions.doubt());
  const limits = options.rateLimits
    ? new SignInLimits(options.openBudget, new DeviceCookie(options))
    : undefined;
  return {
    sessions,
    handle: (call) => handle(call, { auth, sessions, limits, database, baseUrl: options.baseUrl }),
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
  sessions: Sessions;
  limits: SignInLimits | undefined;
  database: AccountDatabase;
  baseUrl: string;
}

async function handle(call: AccountCall, answering: Answering): Promise<Response> {
  const { sessions, limits } = answering;
  const ask = () => askLibrary(call, answering);
  if (limits === undefined) return call.path === "/sign-up/email" ? signUp(ask) : ask();
  const email = call.body !== undefined && "email" in call.body ? String(call.body.email) : "";
  switch (call.path) {
    case "/sign-in/email":
      return limits.signIn({ ...call, email }, ask);
    case "/sign-up/email":
      return limits.signUp({ ...call, email }, () => signUp(ask));
    case "/change-password": {
      const session = await sessions.verify(call.headers);
      return session === undefined ? ask() : limits.changePassword(session.userId, ask);
    }
    default:
      return ask();
  }
}

function askLibrary(call: AccountCall, { auth, database, baseUrl }: Answering): Promise<Response> {
  const { method, path } = call;
  const headers = new Headers(call.headers);
  headers.set(ADDRESS_HEADER, call.address);
  const userAgent = headers.get("user-agent");
  if (userAgent !== null) headers.set("user-agent", userAgent.slice(0, USER_AGENT_MAX_CHARACTERS));
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  return database.honestly(() =>
    auth.handler(new Request(`${baseUrl}/api/auth${path}`, { method, headers, body })),
  );
}

/** Of two sign-ups at once with one address, one fails at the key: asked again, the library sees why. */
async function signUp(ask: () => Promise<Response>): Promise<Response> {
  const response = await ask();
  const failed = !response.ok && (await response.clone().text()).includes("FAILED_TO_CREATE_USER");
  return failed ? ask() : response;
}
