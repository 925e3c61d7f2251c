import { type UpArgument, type UpEvent, type UpResult, up } from "@duologue/protocol/up";
import type { z } from "zod";
import { AppError } from "../domain/app-error.ts";
import type { Domain } from "../domain/domain.ts";
import { validated } from "../validated.ts";
import type { Receiver, Receivers } from "./bind.ts";
import type { ChatSocket } from "./chat-socket.ts";
import { ConversationRooms } from "./conversation-rooms.ts";

interface ReceiverOptions {
  domain: Pick<Domain, "conversations" | "matches" | "receipts" | "typing">;
  /** The same budget that a send over HTTP spends from. @throws AppError `rate_limited` */
  spendSend: (userId: string) => Promise<void>;
}

/** What happens on each event: the domain decides, on behalf of the socket's own user alone (G12). */
export function createReceivers({ domain, spendSend }: ReceiverOptions): Receivers {
  const { conversations, matches, receipts, typing } = domain;
  const rooms = new ConversationRooms(matches);
  return {
    // The server lets every socket into its personal room by itself; this confirms it.
    join: receiver<"join">(up.join, async (socket, userId) => {
      if (userId !== socket.data.userId) throw new AppError("forbidden", "Your own room only");
      return { userId };
    }),
    "join-conversation": receiver<"join-conversation">(up["join-conversation"], (socket, matchId) =>
      rooms.join(socket, matchId),
    ),
    "leave-conversation": receiver<"leave-conversation">(up["leave-conversation"], (socket, matchId) =>
      rooms.leave(socket, matchId),
    ),
    "send-message": receiver<"send-message">(up["send-message"], async ({ data }, sent) => {
      await spendSend(data.userId);
      const { message } = await conversations.send(data.userId, sent);
      return { message };
    }),
    typing: receiver<"typing">(up.typing, async ({ data }, signal) => {
      await typing.signal(data.userId, signal.matchId, signal.typing);
      return {};
    }),
    read: receiver<"read">(up.read, ({ data }, { matchId, seq }) => receipts.read(data.userId, matchId, seq)),
    delivered: receiver<"delivered">(up.delivered, ({ data }, { matchId, seq }) =>
      receipts.delivered(data.userId, matchId, seq),
    ),
  };
}

function receiver<Name extends UpEvent>(
  schema: z.ZodType<UpArgument<Name>>,
  handle: (socket: ChatSocket, argument: UpArgument<Name>) => Promise<UpResult[Name]>,
): Receiver {
  return async (socket, argument) => handle(socket, validated(schema, argument));
}
