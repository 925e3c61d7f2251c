import type { ChatContext } from "./chat-context.ts";

/** Shorter losses are invisible (U75, U76). */
const GRACE_MS = 5_000;

/** The word for the connection. The device's network is believed at once, the loss of the socket after a while. */
export class Connection {
  private readonly context: ChatContext;
  private readonly lost: () => void;
  private socket = false;
  private cancelGrace: (() => void) | undefined;

  /** `lost` is called while the person is told that nothing is connected, and nothing is. */
  constructor(context: ChatContext, lost: () => void) {
    this.context = context;
    this.lost = lost;
  }

  setSocket(connected: boolean): void {
    this.socket = connected;
    this.update();
  }

  /** Looks again; called when the device's network changed. */
  update(): void {
    const { device, scope } = this.context;
    if (!device.online()) this.show("offline");
    else if (this.socket) this.show("online");
    else {
      if (this.context.model.connection === "offline") this.show("connecting");
      this.cancelGrace ??= scope.after(GRACE_MS, () => this.graceOver());
      return;
    }
    this.cancelGrace?.();
    this.cancelGrace = undefined;
    // A socket can outlive a short time without the network; then it still tells everything.
    if (!this.socket) this.lost();
  }

  private graceOver(): void {
    this.cancelGrace = undefined;
    this.show("reconnecting");
    this.lost();
  }

  private show(next: ChatContext["model"]["connection"]): void {
    const { model } = this.context;
    if (model.connection === next) return;
    const wasOffline = model.connection === "offline";
    model.connection = next;
    model.touch();
    if (!wasOffline && next !== "offline") return;
    // As long as there is no network, unsent messages wait visibly, and nobody is known to be online.
    for (const matchId of model.outbox.queues.keys()) model.touch(matchId);
    for (const [userId, { online }] of model.presence) if (online) model.touch(model.matchOfPeer.get(userId));
  }
}
