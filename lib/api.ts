import { errors } from "@duologue/protocol/errors";
import type {
  EventsPage,
  LikeAnswer,
  MatchesPage,
  MessagesPage,
  PeoplePage,
  ReadAnswer,
  SyncAnswer,
} from "@duologue/protocol/http";
import type { Match, Me, Message } from "@duologue/protocol/models";
import type { ChatApi } from "./chat-ports.ts";
import type { PasswordChange } from "./chat-state.ts";
import type { Http, HttpCall } from "./http.ts";
import type { Outcome } from "./outcome.ts";

export interface SignIn {
  email: string;
  password: string;
}

/** A session as better-auth lists it. */
export interface AccountSession {
  id: string;
  token: string;
  createdAt: string;
  expiresAt: string;
  ipAddress?: string | null;
  userAgent?: string | null;
}

/** Finding people to match with. */
export interface PeopleApi {
  people(query: { cursor?: string | undefined; limit: number }): Promise<Outcome<PeoplePage>>;
  like(userId: string): Promise<Outcome<LikeAnswer>>;
  pass(userId: string): Promise<Outcome<void>>;
}

/** Accounts and their sessions; the paths are better-auth's. */
export interface AccountApi {
  signIn(credentials: SignIn): Promise<Outcome<unknown>>;
  signUp(person: SignIn & { name: string }): Promise<Outcome<unknown>>;
  sessions(): Promise<Outcome<AccountSession[]>>;
  currentSession(): Promise<Outcome<{ session: { id: string } } | null>>;
  endSession(token: string): Promise<Outcome<unknown>>;
  /** Ends every session of this person and gives this browser a new one. */
  changePassword(change: PasswordChange): Promise<Outcome<unknown>>;
}

/**
 * Every call of the HTTP contract. The answers are believed as the contract types them: browser and server are built
 * from the same schemas, and a second check would cost every reader the schema library's 15 KB.
 */
export function createApi(http: Http): ChatApi & PeopleApi & AccountApi {
  const call = (request: HttpCall) => http(request) as Promise<Outcome<never>>;
  const get = (path: string, query: Query = {}) => call({ method: "GET", path: path + search(query) });
  const post = (path: string, body?: unknown) => call({ method: "POST", path, body });
  // What the screen shows as done at once. A message need not outlive the page: it is kept, and sent again.
  const done = (request: HttpCall) => call({ ...request, outlivesPage: true });
  return {
    me: () => me(get),
    updateMe: (change): Promise<Outcome<Me>> => done({ method: "PATCH", path: "/api/me", body: change }),
    matches: (query): Promise<Outcome<MatchesPage>> => get("/api/matches", query),
    match: (matchId): Promise<Outcome<Match>> => get(`/api/matches/${segment(matchId)}`),
    endMatch: (matchId) => done({ method: "DELETE", path: `/api/matches/${segment(matchId)}` }),
    messages: (matchId, query): Promise<Outcome<MessagesPage>> =>
      get(`/api/messages/${segment(matchId)}`, query),
    events: (matchId, query): Promise<Outcome<EventsPage>> =>
      get(`/api/messages/${segment(matchId)}/events`, query),
    send: (matchId, message): Promise<Outcome<Message>> => post(`/api/messages/${segment(matchId)}`, message),
    read: (matchId, seq): Promise<Outcome<ReadAnswer>> =>
      done({ method: "POST", path: `/api/matches/${segment(matchId)}/read`, body: { seq } }),
    sync: (since): Promise<Outcome<SyncAnswer>> => get("/api/sync", { since }),

    people: (query) => get("/api/people", query),
    like: (userId) => done({ method: "POST", path: `/api/people/${segment(userId)}/like` }),
    pass: (userId) => done({ method: "POST", path: `/api/people/${segment(userId)}/pass` }),

    signIn: (credentials) => post("/api/auth/sign-in/email", credentials),
    signUp: (person) => post("/api/auth/sign-up/email", person),
    signOut: ({ everywhere }) => post(everywhere ? "/api/auth/revoke-sessions" : "/api/auth/sign-out", {}),
    sessions: () => get("/api/auth/list-sessions"),
    currentSession: () => get("/api/auth/get-session"),
    endSession: (token) => post("/api/auth/revoke-session", { token }),
    changePassword: (change) => post("/api/auth/change-password", { ...change, revokeOtherSessions: true }),
  };
}

type Query = Record<string, string | number | undefined>;

/**
 * Asks for the session first: having none is an ordinary answer there, not an error in the visitor's console, and this
 * is the one call that prolongs a session.
 */
async function me(get: (path: string) => Promise<Outcome<never>>): Promise<Outcome<Me>> {
  const session: Outcome<unknown> = await get("/api/auth/get-session");
  if (session.ok && session.value === null)
    return {
      ok: false,
      code: "unauthenticated",
      detail: errors.unauthenticated.title,
      retry: false,
      retryAfter: undefined,
    };
  return session.ok ? get("/api/me") : session;
}

function search(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) parameters.set(name, String(value));
  return parameters.size > 0 ? `?${parameters}` : "";
}

/** An id comes from the address bar too, and must stay one segment of the path. */
function segment(id: string): string {
  return encodeURIComponent(id);
}
