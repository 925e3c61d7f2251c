import { conversationRoom, isConversationRoom } from "@duologue/protocol/rooms";
import { AppError } from "../domain/app-error.ts";
import type { Matches } from "../domain/matches.ts";
import type { ChatSocket } from "./chat-socket.ts";
import { socketLimits } from "./socket-limits.ts";

type Joining = Map<string, Promise<{ head: number }>>;

/** Sockets in the rooms of conversations: members of an open match only. */
export class ConversationRooms {
  readonly #matches: Matches;
  readonly #joining = new WeakMap<ChatSocket, Joining>();

  constructor(matches: Matches) {
    this.#matches = matches;
  }

  /**
   * Answers the head as it was after the join: every later event reaches the socket.
   * @throws AppError `not_found`, `match_closed`, `forbidden` when the socket is in too many rooms
   */
  async join(socket: ChatSocket, matchId: string): Promise<{ head: number }> {
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
  async leave(socket: ChatSocket, matchId: string): Promise<object> {
    this.#joining.get(socket)?.delete(matchId);
    const room = conversationRoom(matchId);
    if (socket.rooms.has(room)) await socket.leave(room);
    else await this.#matches.requireMember(socket.data.userId, matchId);
    return {};
  }

  async #enter(socket: ChatSocket, matchId: string, isWanted: () => boolean): Promise<{ head: number }> {
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

  #joiningOf(socket: ChatSocket): Joining {
    const joining: Joining = this.#joining.get(socket) ?? new Map();
    this.#joining.set(socket, joining);
    return joining;
  }
}

function requireSpace(socket: ChatSocket, joining: Joining): void {
  const joined = [...socket.rooms].filter(isConversationRoom).length;
  if (joined + joining.size >= socketLimits.conversationsPerSocket)
    throw new AppError("forbidden", `At most ${socketLimits.conversationsPerSocket} conversations at once`);
}
