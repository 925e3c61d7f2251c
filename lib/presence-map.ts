import type { Presence } from "@duologue/protocol/down";
import type { ChatContext } from "./chat-context.ts";

/** The server tells who is online right after connecting; who was not named by then is not online any more. */
const SETTLED_MS = 2_000;

/** Who of the peers is online, as far as this connection was told. */
export class PresenceMap {
  private readonly context: ChatContext;
  private unconfirmed = new Set<string>();
  private cancelSettling = () => {};

  constructor(context: ChatContext) {
    this.context = context;
  }

  heard({ userId, online, lastSeen }: Presence): void {
    this.unconfirmed.delete(userId);
    this.set(userId, { online, lastSeen });
  }

  connected(): void {
    const { model, scope } = this.context;
    this.cancelSettling();
    this.unconfirmed = new Set(
      [...model.presence].filter(([, { online }]) => online).map(([userId]) => userId),
    );
    this.cancelSettling = scope.after(SETTLED_MS, () => this.forget(this.unconfirmed));
  }

  /** Nothing is connected for so long that the person is told: nobody knows who is online. */
  lost(): void {
    this.forget(new Set(this.context.model.presence.keys()));
  }

  private forget(userIds: ReadonlySet<string>): void {
    const { presence } = this.context.model;
    for (const userId of userIds)
      if (presence.get(userId)?.online) this.set(userId, { online: false, lastSeen: null });
  }

  private set(userId: string, presence: { online: boolean; lastSeen: string | null }): void {
    const { model } = this.context;
    model.presence.set(userId, presence);
    model.touch(model.matchOfPeer.get(userId));
  }
}
