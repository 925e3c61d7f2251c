import type { Match } from "@duologue/protocol/models";

export interface Credentials {
  name: string;
  email: string;
  password: string;
}

/** Somebody who uses the public HTTP API and nothing else. */
export class Account {
  readonly id: string;
  readonly credentials: Credentials;
  /** `name=value` of the session cookie, as a browser would hold it */
  readonly cookie: string;
  /** for `Authorization: Bearer`, and for a socket's `auth` */
  readonly token: string;
  readonly #apiUrl: string;

  private constructor(apiUrl: string, credentials: Credentials, session: SessionAnswer) {
    this.#apiUrl = apiUrl;
    this.credentials = credentials;
    this.id = session.id;
    this.cookie = session.cookie;
    this.token = session.token;
  }

  static async signUp(apiUrl: string, credentials: Credentials): Promise<Account> {
    const response = await request(`${apiUrl}/api/auth/sign-up/email`, "POST", credentials);
    const { user } = (await response.json()) as { user: { id: string } };
    const token = response.headers.get("set-auth-token");
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
    if (token === null || cookie === undefined) throw new Error("Signing up gave no session.");
    return new Account(apiUrl, credentials, { id: user.id, token, cookie });
  }

  /** The JSON of a successful answer; anything else is thrown with what the server said. */
  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await request(this.#apiUrl + path, method, body, this.token);
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  }

  /** Likes somebody who already likes us, or first makes them do so. */
  async matchWith(other: Account): Promise<Match> {
    await other.call("POST", `/api/people/${this.id}/like`);
    const answer = await this.call<{ match?: Match }>("POST", `/api/people/${other.id}/like`);
    if (answer.match === undefined) throw new Error("Two people who like each other did not match.");
    return answer.match;
  }
}

interface SessionAnswer {
  id: string;
  token: string;
  cookie: string;
}

async function request(url: string, method: string, body?: object, token?: string): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
}
