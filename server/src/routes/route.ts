/** One call as it came in. Everything is unknown until a schema of the protocol has seen it. */
export interface Call {
  /** who is asking, from the session alone (G12) */
  userId: string;
  params: unknown;
  query: unknown;
  body: unknown;
}

export interface Answer {
  status: 200 | 201 | 204;
  body?: object;
}

/** One operation of the HTTP contract: parse, ask the domain, answer. What goes wrong is thrown. */
export interface Route {
  method: "get" | "post" | "patch" | "delete";
  /** below /api, in Express's notation */
  path: string;
  /** the request carries a JSON body */
  takesBody?: true;
  /** counts as sending a message */
  sends?: true;
  handle(call: Call): Promise<Answer>;
}
