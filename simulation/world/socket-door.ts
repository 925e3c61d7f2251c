import type { ErrorCode } from "@duologue/protocol/errors";
import { errors } from "@duologue/protocol/errors";
import { conversationRoom } from "@duologue/protocol/rooms";
import type { Ack, UpArgument, UpEvent, UpResult } from "@duologue/protocol/up";
import { AppError } from "../../server/src/domain/app-error.ts";
import type { Domain } from "../../server/src/domain/domain.ts";
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
    this.#receivers = {
      join: async ({ userId }, asked) => {
        if (asked !== userId) throw new AppError("forbidden");
        return { userId };
      },
      "join-conversation": (line, matchId) => joinConversation(domain, rooms, { line, matchId }),
      "leave-conversation": async (line, matchId) => {
        await matches.requireMember(line.userId, matchId);
        rooms.leave(line, conversationRoom(matchId));
        return {};
      },
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

async function joinConversation(
  { matches }: Domain,
  rooms: Rooms,
  { line, matchId }: { line: Line; matchId: string },
): Promise<{ head: number }> {
  const room = conversationRoom(matchId);
  await matches.requireMember(line.userId, matchId);
  rooms.join(line, room);
  try {
    // Asked after the join, so that an end at this moment is seen here or empties the room later.
    const { head, status } = await matches.get(line.userId, matchId);
    if (status === "closed") throw new AppError("match_closed");
    return { head };
  } catch (error) {
    rooms.leave(line, room);
    throw error;
  }
}

function problemOf(code: ErrorCode) {
  const { status, title } = errors[code];
  return { type: "about:blank", title, status, detail: title, code, requestId: "simulated" };
}
