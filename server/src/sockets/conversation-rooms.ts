import { conversationRoom, isConversationRoom } from "@duologue/protocol/rooms";
import { AppError } from "../domain/app-error.ts";
import type { Matches } from "../domain/matches.ts";
import { socketLimits } from "./socket-limits.ts";

/** What this needs of a socket. */
export interface RoomSocket {
  readonly data: { readonly userId: string };
  readonly rooms: ReadonlySet<string>;
  join(room: string): Promise<void> | void;
  leave(room: string): Promise<void> | void;
}

type Joining = Map<string, Promise<{ head: number }>>;

/** Sockets in the rooms of conversations: members of an open match only. */
export class ConversationRooms {
  readonly #matches: Matches;
  readonly #joining = new WeakMap<RoomSocket, Joining>();

  constructor(matches: Matches) {
    this.#matches = matches;
  }

  /**
   * Answers the head as it was after the join: every later event reaches the socket.
   * @throws AppError `not_found`, `match_closed`, `forbidden` when the socket is in too many rooms
   */
  async join(socket: RoomSocket, matchId: string): Promise<{ head: number }> {
    const joining = this.#joiningOf(socket);
    const underWay = joining.get(matchId);
    if (underWay !== undefined) return underWay;
    if (!socket.rooms.has(conversationRoom(matchId))) requireSpace(socket, joining);
    const attempt = this.#enter(socket, matchId, () => joining.get(matchId) === attempt);
    joining.set(matchId, attempt);
    try {
      return await attempt;
    } finally {
      if (joining.get(matchId) === attempt) joining.delete(matchId);
      if (joining.size === 0) this.#joining.delete(socket);
    }
  }

  /** @throws AppError `not_found` */
  async leave(socket: RoomSocket, matchId: string): Promise<object> {
    this.#joining.get(socket)?.delete(matchId);
    const room = conversationRoom(matchId);
    if (socket.rooms.has(room)) await socket.leave(room);
    else await this.#matches.requireMember(socket.data.userId, matchId);
    return {};
  }

  async #enter(socket: RoomSocket, matchId: string, isWanted: () => boolean): Promise<{ head: number }> {
    const { userId } = socket.data;
    const room = conversationRoom(matchId);
    await this.#matches.requireMember(userId, matchId);
    // A leave that came while this was looked up is the last word.
    if (!isWanted()) return { head: await this.#matches.head(userId, matchId) };
    await socket.join(room);
    try {
      const { head, status } = await this.#matches.get(userId, matchId);
      // Asked after the join: an end that empties the room at this very moment is either seen here or empties it later.
      if (status === "closed") throw new AppError("match_closed");
      return { head };
    } catch (error) {
      await socket.leave(room);
      throw error;
    }
  }

  #joiningOf(socket: RoomSocket): Joining {
    const joining: Joining = this.#joining.get(socket) ?? new Map();
    this.#joining.set(socket, joining);
    return joining;
  }
}

function requireSpace(socket: RoomSocket, joining: Joining): void {
  const joined = [...socket.rooms].filter(isConversationRoom).length;
  if (joined + joining.size >= socketLimits.conversationsPerSocket)
    throw new AppError("forbidden", `At most ${socketLimits.conversationsPerSocket} conversations at once`);
}
