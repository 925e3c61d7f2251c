import { UserId } from "@duologue/protocol/ids";
import { AppError } from "../domain/app-error.ts";
import type { Budget, Sessions } from "../domain/ports.ts";
import type { ChatSocket, EngineConnection } from "./chat-socket.ts";
import type { Connections } from "./connections.ts";
import { handshakeCredentials } from "./handshake-credentials.ts";

interface AuthenticatorOptions {
  sessions: Sessions;
  connections: Connections;
  /** by user id; undefined when rates are not limited */
  connects: Budget | undefined;
}

/** Finds out whose a new socket is, before it can say or hear anything. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #taken = new WeakSet<EngineConnection>();

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /**
   * Fills in the socket's data.
   * @throws AppError `unauthenticated`; `rate_limited` for too many sockets, or too many new ones; `forbidden` when
   *   the connection was used to prove a session before
   */
  async authenticate(socket: ChatSocket): Promise<void> {
    // Socket.IO would let a client open any number of sockets on one connection, and each attempt costs a look-up.
    if (this.#taken.has(socket.conn)) throw new AppError("forbidden", "One connection carries one session");
    this.#taken.add(socket.conn);
    await this.#identify(socket);
  }

  async #identify(socket: ChatSocket): Promise<void> {
    const { sessions, connections, connects } = this.#options;
    const { headers, auth } = socket.handshake;
    const token: unknown = auth["token"];
    const proof = handshakeCredentials(headers, token);
    const session = proof && (await sessions.verify(proof));
    // Personal rooms and conversation rooms share one name space: an id that looks like a conversation is nobody's (A084).
    if (session === undefined || !UserId.safeParse(session.userId).success)
      throw new AppError("unauthenticated");
    await connects?.spend(session.userId);
    socket.data = { userId: session.userId, sessionId: session.id, expiresAt: session.expiresAt };
    connections.admit(socket, token === undefined || token === null);
  }
}
