import type { ChatContext } from "./chat-context.ts";

/**
 * Which conversation's room the socket is in: that of the open conversation. A new connection is in none; the others'
 * messages come to the personal room.
 */
export class RoomMembership {
  private readonly context: ChatContext;
  /** The room was joined, and its log reaches this far. */
  private readonly joined: (matchId: string, head: number) => void;
  private connected = false;
  private current: string | undefined;

  constructor(context: ChatContext, joined: (matchId: string, head: number) => void) {
    this.context = context;
    this.joined = joined;
  }

  setConnected(connected: boolean): void {
    this.connected = connected;
    this.current = undefined;
    this.follow();
  }

  /** Makes the room that of the open conversation, also where an earlier attempt came to nothing. */
  follow(): void {
    const wanted = this.context.model.openMatchId;
    if (!this.connected || this.current === wanted) return;
    if (this.current !== undefined) void this.context.emit("leave-conversation", this.current);
    this.current = wanted;
    if (wanted !== undefined) void this.join(wanted);
  }

  /** A refusal needs nothing said: loading the conversation is refused as well, and says so. */
  private async join(matchId: string): Promise<void> {
    const reply = await this.context.emit("join-conversation", matchId);
    if (reply?.ok) this.joined(matchId, reply.head);
    // No answer in time: the room may not be joined, and the next connection or sync asks again.
    else if (this.current === matchId) this.current = undefined;
  }
}
