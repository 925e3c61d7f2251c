import type { ErrorCode } from "@duologue/protocol/errors";
import { errors } from "@duologue/protocol/errors";
import type { Ack, UpArgument, UpEvent, UpResult } from "@duologue/protocol/up";
import { AppError } from "../../server/src/domain/app-error.ts";
import type { Domain } from "../../server/src/domain/domain.ts";
import { ConversationRooms, type RoomSocket } from "../../server/src/sockets/conversation-rooms.ts";
import type { Line } from "./line.ts";
import type { Rooms } from "./rooms.ts";

type Receivers = {
  [Name in UpEvent]: (line: Line, argument: UpArgument<Name>) => Promise<UpResult[Name]>;
};

/** What a node does with each event that a client says on a socket: the domain decides. */
export class SocketDoor {
  readonly #receivers: Receivers;

  constructor(domain: Domain, rooms: Rooms) {
    const { conversations, receipts, typing, matches } = domain;
    const conversationRooms = new ConversationRooms(matches);
    const socketOf = sockets(rooms);
    this.#receivers = {
      join: async ({ userId }, asked) => {
        if (asked !== userId) throw new AppError("forbidden");
        return { userId };
      },
      "join-conversation": (line, matchId) => conversationRooms.join(socketOf(line), matchId),
      "leave-conversation": (line, matchId) => conversationRooms.leave(socketOf(line), matchId),
      "send-message": async ({ userId }, sent) => {
        const { message } = await conversations.send(userId, sent);
        return { message };
      },
      typing: async ({ userId }, signal) => {
        await typing.signal(userId, signal.matchId, signal.typing);
        return {};
      },
      read: ({ userId }, { matchId, seq }) => receipts.read(userId, matchId, seq),
      delivered: ({ userId }, { matchId, seq }) => receipts.delivered(userId, matchId, seq),
    };
  }

  /** Never rejects. */
  async receive<Name extends UpEvent>(
    line: Line,
    name: Name,
    argument: UpArgument<Name>,
  ): Promise<Ack<Name>> {
    try {
      return { ok: true, ...(await this.#receivers[name](line, argument)) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, error: problemOf(error.code) };
    }
  }
}

/** Lines as the server's own code sees sockets, always the same one for a line. */
function sockets(rooms: Rooms): (line: Line) => RoomSocket {
  const known = new WeakMap<Line, RoomSocket>();
  return (line) => {
    const socket = known.get(line) ?? {
      data: { userId: line.userId },
      get rooms() {
        return rooms.of(line);
      },
      join: (room: string) => rooms.join(line, room),
      leave: (room: string) => rooms.leave(line, room),
    };
    known.set(line, socket);
    return socket;
  };
}

function problemOf(code: ErrorCode) {
  const { status, title } = errors[code];
  return { type: "about:blank", title, status, detail: title, code, requestId: "simulated" };
}
