import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { AppError } from "../domain/app-error.ts";
import type { ChatSocket, EngineConnection } from "./chat-socket.ts";
import { socketLimits } from "./socket-limits.ts";

/** Everybody has this much time to wait for one of their other tabs to go. */
const RETRY_AFTER_S = 10;

interface Opened {
  engineId: string;
  address: string;
  /** undefined: nobody has proved a session yet */
  socket: ChatSocket | undefined;
}

/**
 * Who is connected to this process: the counts behind the caps, and the way from a session to its sockets. A
 * connection counts for its address until it has proved a session, and for its person from then on.
 */
export class Connections {
  readonly #open = new Map<EngineConnection, Opened>();
  readonly #expected = new WeakMap<IncomingMessage, () => void>();
  readonly #perAddress = new Map<string, number>();
  readonly #perUser = new Map<string, number>();
  readonly #bySession = new Map<string, Set<ChatSocket>>();
  /** engine id → the session that the connection's request headers proved */
  readonly #provedByHeaders = new Map<string, string>();
  readonly #whenEmpty: (() => void)[] = [];

  /** Counts a handshake as the connection that may come of it, until that is there or one of these has closed. */
  expect(request: IncomingMessage, address: string, ends: readonly EventEmitter[]): void {
    // Nothing may go on holding the request of a connection that is there: it is kilobytes.
    const forget = () => {
      this.#expected.delete(request);
      for (const end of ends) end.off("close", forget);
      add(this.#perAddress, address, -1);
    };
    this.#expected.set(request, forget);
    for (const end of ends) end.once("close", forget);
    add(this.#perAddress, address, 1);
  }

  /**
   * Call while the connection still has its first transport: no other knows the engine's id. Whoever calls has to tell of
   * its end.
   */
  opened(connection: EngineConnection, address: string): void {
    this.#open.set(connection, { engineId: connection.transport.sid, address, socket: undefined });
    this.#expected.get(connection.request)?.();
    add(this.#perAddress, address, 1);
  }

  /** For whom the connection counts at the moment: a person, or an address. */
  countsFor(connection: EngineConnection): string {
    const opened = this.#open.get(connection);
    return opened?.socket?.data.userId ?? opened?.address ?? "";
  }

  anonymousAt(address: string): number {
    return this.#perAddress.get(address) ?? 0;
  }

  /**
   * Counts a socket whose data say whose it is, and whether the headers of its handshake alone proved that.
   * @throws AppError `rate_limited` when the person has as many sockets as they may
   */
  admit(socket: ChatSocket, byHeaders: boolean): void {
    const { userId, sessionId } = socket.data;
    const opened = this.#open.get(socket.conn);
    if (opened === undefined) throw new AppError("unavailable", "The connection has gone");
    if (this.ofUser(userId) >= socketLimits.socketsPerUser)
      throw new AppError("rate_limited", `At most ${socketLimits.socketsPerUser} connections at once`, {
        retryAfter: RETRY_AFTER_S,
      });
    this.#leaveAddress(opened);
    opened.socket = socket;
    add(this.#perUser, userId, 1);
    this.#bySession.set(sessionId, (this.#bySession.get(sessionId) ?? new Set()).add(socket));
    if (byHeaders) this.#provedByHeaders.set(opened.engineId, sessionId);
  }

  /** Takes a socket out of its person's count; a second time changes nothing. */
  remove(socket: ChatSocket): void {
    const { userId, sessionId } = socket.data;
    const siblings = this.#bySession.get(sessionId);
    if (siblings?.delete(socket) !== true) return;
    if (siblings.size === 0) this.#bySession.delete(sessionId);
    add(this.#perUser, userId, -1);
  }

  /** The session that every further request of this engine connection has to prove; undefined when none need to. */
  sessionToProve(engineId: string): string | undefined {
    return this.#provedByHeaders.get(engineId);
  }

  ofUser(userId: string): number {
    return this.#perUser.get(userId) ?? 0;
  }

  ofSession(sessionId: string): ChatSocket[] {
    return [...(this.#bySession.get(sessionId) ?? [])];
  }

  sessionIds(): string[] {
    return [...this.#bySession.keys()];
  }

  sockets(): ChatSocket[] {
    return [...this.#bySession.values()].flatMap((siblings) => [...siblings]);
  }

  /** Closes every connection once what waits in it was sent; resolves when the last one is closed. */
  async closeAll(): Promise<void> {
    if (this.#open.size === 0) return;
    const empty = new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
    for (const connection of [...this.#open.keys()]) connection.close();
    await empty;
  }

  closed(connection: EngineConnection): void {
    const opened = this.#open.get(connection);
    if (opened === undefined) return;
    this.#open.delete(connection);
    this.#leaveAddress(opened);
    if (opened.socket !== undefined) this.remove(opened.socket);
    this.#provedByHeaders.delete(opened.engineId);
    if (this.#open.size > 0) return;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  #leaveAddress({ socket, address }: Opened): void {
    if (socket === undefined) add(this.#perAddress, address, -1);
  }
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
