import type { EventsPage, MessagesPage, SendMessage } from "@duologue/protocol/http";
import type { Message } from "@duologue/protocol/models";

export class Conversations {
  send(
    _userId: string,
    _message: SendMessage & { matchId: string },
  ): Promise<{ message: Message; created: boolean }> {
    throw new Error("not yet");
  }
  page(
    _userId: string,
    _matchId: string,
    _query: { before?: number | undefined; around?: number | undefined; limit: number },
  ): Promise<MessagesPage> {
    throw new Error("not yet");
  }
  events(
    _userId: string,
    _matchId: string,
    _query: { after: number; epoch?: string | undefined; limit: number },
  ): Promise<EventsPage> {
    throw new Error("not yet");
  }
}
