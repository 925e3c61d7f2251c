/** Somebody with a session. */
export interface Person {
  id: string;
  token: string;
}

export interface Conversation {
  matchId: string;
  /** their places in Population.people */
  members: readonly [number, number];
}

/** Who uses a server under test. */
export interface Population {
  people: readonly Person[];
  /** the first half as many as there are people are disjoint pairs */
  conversations: readonly Conversation[];
}

/** A server program that can be measured, and how its users come to be. Both speak the base spec's sockets and paths. */
export interface Contender {
  name: string;
  /** its process entry, relative to the root of the project */
  entry: string;
  environment: Readonly<Record<string, string>>;
  /** answers below 500 once it can be used */
  readyPath: string;
  /** the newest page of a conversation */
  historyPath(matchId: string, limit: number): string;
  signUp(url: string, number: number): Promise<Person>;
  match(url: string, one: Person, other: Person): Promise<string>;
}
