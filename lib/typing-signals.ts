import { TYPING_EXPIRES_MS } from "@duologue/protocol/limits";
import type { ChatContext } from "./chat-context.ts";

/** U57: often enough to outlive the receiver's six seconds, seldom enough to cost nothing. */
const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

/** Typing signals both ways. They are hints: lost ones expire. */
export class TypingSignals {
  private readonly context: ChatContext;
  private own: { matchId: string; toldAt: number; cancelIdle: () => void } | undefined;
  private readonly expiries = new Map<string, () => void>();

  constructor(context: ChatContext) {
    this.context = context;
  }

  /** The composer's text changed (true), or it was sent, emptied or left (false). */
  signal(matchId: string, typing: boolean): void {
    const { model, clock, scope, emit } = this.context;
    if (!model.me.settings.typing) return;
    if (this.own && (!typing || this.own.matchId !== matchId)) this.stop();
    if (!typing) return;
    const now = clock.monotonic();
    const repeat = !this.own || now - this.own.toldAt >= REPEAT_MS;
    const toldAt = this.own && !repeat ? this.own.toldAt : now;
    this.own?.cancelIdle();
    this.own = { matchId, toldAt, cancelIdle: scope.after(IDLE_MS, () => this.stop()) };
    if (repeat) void emit("typing", { matchId, typing: true });
  }

  /** The peer's signal. */
  heard(matchId: string, typing: boolean): void {
    const { model, scope } = this.context;
    this.expiries.get(matchId)?.();
    this.expiries.delete(matchId);
    if (typing)
      this.expiries.set(
        matchId,
        scope.after(TYPING_EXPIRES_MS, () => this.heard(matchId, false)),
      );
    const changed = typing ? !model.typing.has(matchId) : model.typing.delete(matchId);
    if (typing) model.typing.add(matchId);
    if (changed) model.touch(matchId);
  }

  private stop(): void {
    const { own } = this;
    if (!own) return;
    own.cancelIdle();
    this.own = undefined;
    void this.context.emit("typing", { matchId: own.matchId, typing: false });
  }
}
