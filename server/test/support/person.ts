import type { LikeAnswer } from "@duologue/protocol/http";
import type { Me, Message } from "@duologue/protocol/models";

export const PASSWORD = "correct horse battery";

interface Account {
  name: string;
  email: string;
}

/** Somebody with an account, who talks to the server over HTTP with a bearer token unless told otherwise. */
export class Person {
  readonly id: string;
  readonly email: string;
  /** for `Authorization: Bearer …` and for the handshake of a socket */
  readonly token: string;
  /** for a `Cookie` header */
  readonly cookie: string;
  readonly #url: string;

  private constructor(url: string, parts: { id: string; email: string; token: string; cookie: string }) {
    this.#url = url;
    this.id = parts.id;
    this.email = parts.email;
    this.token = parts.token;
    this.cookie = parts.cookie;
  }

  static async signUp(url: string, { name, email }: Account): Promise<Person> {
    const body = { name, email, password: PASSWORD };
    return Person.#enter(url, "sign-up", body);
  }

  /** The same person and session at another node. */
  at(url: string): Person {
    return new Person(url, this);
  }

  /** Another session of the same person. */
  signInAgain(): Promise<Person> {
    return Person.#enter(this.#url, "sign-in", { email: this.email, password: PASSWORD });
  }

  static async #enter(
    url: string,
    door: string,
    body: Record<"email" | "password", string>,
  ): Promise<Person> {
    const response = await fetch(`${url}/api/auth/${door}/email`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${door} answered ${response.status}: ${await response.text()}`);
    const { user } = (await response.json()) as { user: { id: string } };
    const token = response.headers.get("set-auth-token");
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
    if (token === null || cookie === undefined) throw new Error(`${door} gave no session`);
    return new Person(url, { id: user.id, email: body.email, token, cookie });
  }

  /** A body is sent as JSON. */
  request(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(this.#url + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** What a path answers; the caller says what that is. */
  async get<Answer>(path: string): Promise<Answer> {
    return json(await this.request("GET", path));
  }

  me(): Promise<Me> {
    return this.get("/api/me");
  }

  async like(other: Person): Promise<LikeAnswer> {
    return json(await this.request("POST", `/api/people/${other.id}/like`));
  }

  /** Both like each other; answers the id of their match. */
  async matchWith(other: Person): Promise<string> {
    await this.like(other);
    const answer = await other.like(this);
    if (!answer.matched) throw new Error("Two likes made no match");
    return answer.match.id;
  }

  async send(matchId: string, content: string, more: object = {}): Promise<Message> {
    return json(await this.request("POST", `/api/messages/${matchId}`, { content, ...more }));
  }
}

async function json<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
