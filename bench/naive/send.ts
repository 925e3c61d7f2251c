import type { Server } from "socket.io";
import type { Messages, NaiveMessage } from "./messages.ts";
import type { People } from "./people.ts";

export interface NaiveParts {
  people: People;
  messages: Messages;
  io: Server;
}

/** The base spec's three steps: save, emit to the conversation, notify the recipient. */
export function send(
  { people, messages, io }: NaiveParts,
  senderId: string,
  { matchId, content }: { matchId: string; content: string },
): NaiveMessage | undefined {
  const recipientId = people.peer(matchId, senderId);
  if (recipientId === undefined) return undefined;
  const message = messages.send({ matchId, senderId, recipientId, content });
  io.to(`match-${matchId}`).to(recipientId).emit("new-message", message);
  io.to(recipientId).emit("new-notification", { type: "message", matchId, message });
  return message;
}
