import type { ChatContext } from "./chat-context.ts";

/** The server allows a socket 20 events a second, and typing and joining need their share of it. */
const PAUSE_MS = 250;

/**
 * Tells the server how far the peer's messages have reached this device. A mark that is lost is told again with the
 * next message, and reading implies it; so nothing waits for an answer.
 */
export class DeliveredMarks {
  private readonly context: ChatContext;
  /** newest position that was told, or is about to be */
  private readonly reached = new Map<string, number>();
  private readonly untold = new Set<string>();
  private connected = false;
  private pausing = false;

  constructor(context: ChatContext) {
    this.context = context;
  }

  /** A message of the peer is here. */
  reach(matchId: string, seq: number): void {
    const known = Math.max(this.reached.get(matchId) ?? 0, this.context.model.readSeq(matchId));
    if (seq <= known) return;
    this.reached.set(matchId, seq);
    this.untold.add(matchId);
    this.next();
  }

  setConnected(connected: boolean): void {
    this.connected = connected;
    this.next();
  }

  private next(): void {
    if (!this.connected || this.pausing) return;
    for (const matchId of this.untold) {
      this.untold.delete(matchId);
      void this.context.emit("delivered", { matchId, seq: this.reached.get(matchId) ?? 0 });
      this.pausing = true;
      this.context.scope.after(PAUSE_MS, () => {
        this.pausing = false;
        this.next();
      });
      return;
    }
  }
}
