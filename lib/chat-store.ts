import type { Me } from "@duologue/protocol/models";
import { type ChatCounters, noCounts } from "./chat-counters.ts";
import type { ChatPorts, Tabs } from "./chat-ports.ts";
import type { ActionResult, ChatActions, ChatState, SessionState } from "./chat-state.ts";
import type { ChatStorage } from "./chat-storage.ts";
import { ChatView } from "./chat-view.ts";
import { initialState } from "./initial-state.ts";
import type { Outcome } from "./outcome.ts";
import { retryDelay } from "./retry-delay.ts";
import type { TabMessage } from "./tab-message.ts";
import { userActions } from "./user-actions.ts";
import { UserChat } from "./user-chat.ts";

export interface Chat {
  getState: () => ChatState;
  subscribe: (listener: () => void) => () => void;
  actions: ChatActions;
  counters: Readonly<ChatCounters>;
  /** Ends everything on this side, as when the tab is closed. */
  close: () => void;
}

/** The chat of one tab on whatever ports it is given. Nothing happens before `start`. */
export function createChat(ports: ChatPorts): Chat {
  const store = new ChatStore(ports);
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    actions: store.actions,
    counters: store.counters,
    close: store.close,
  };
}

/** Who is signed in here, and the state of their chat for the screens. */
class ChatStore {
  readonly counters: ChatCounters = noCounts();
  readonly actions: ChatActions;
  private readonly ports: ChatPorts;
  private readonly listeners = new Set<() => void>();
  private state: ChatState = initialState;
  private user: UserChat | undefined;
  private view = new ChatView();
  private opened: { storage: ChatStorage; tabs: Tabs; stopWatching: () => void } | undefined;
  private starting: Promise<void> | undefined;
  private verifying: Promise<void> | undefined;
  /** rises when somebody leaves: what was begun before is not finished */
  private visit = 0;
  /** of whom another tab said that they have signed out, until the server has confirmed it */
  private departed: string | undefined;
  private failures = 0;
  private cancelRetry = () => {};
  private drawing = false;
  private closed = false;

  constructor(ports: ChatPorts) {
    this.ports = ports;
    this.actions = {
      ...userActions(() => this.user, this.draw),
      start: () => this.start(),
      signOut: (options) => this.signOut(options?.everywhere ?? false),
      renewSession: (renew) => this.renewSession(renew),
    };
  }

  readonly getState = (): ChatState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly close = (): void => {
    this.closed = true;
    this.cancelRetry();
    this.user?.end();
    this.opened?.stopWatching();
    this.opened?.tabs.close();
    this.opened?.storage.close();
  };

  private async start(): Promise<void> {
    // The server answers while this device looks up what it has kept: neither waits for the other.
    const answer = this.starting === undefined ? this.ports.api.me() : undefined;
    this.starting ??= this.open();
    await this.starting;
    await this.verify(answer);
  }

  private async open(): Promise<void> {
    const storage = await this.ports.openStorage(() => this.user?.model.touch());
    if (this.closed) {
      storage.close();
      return;
    }
    const tabs = this.ports.openTabs((userId, message) => this.heard(userId, message));
    const stopWatching = this.ports.device.onChange(() => this.deviceChanged());
    this.opened = { storage, tabs, stopWatching };
    const me = await storage.lastUser();
    // What is kept is shown before the server is asked: at once, and also without a network (U70, U78).
    if (me) await this.begin(me);
  }

  /** Asks the server who is signed in, unless that is under way as `answer`; one question at a time. */
  private verify(answer?: Promise<Outcome<Me>>): Promise<void> {
    this.cancelRetry();
    if (this.verifying !== undefined) return this.verifying;
    const verifying = this.ask(answer ?? this.ports.api.me()).finally(() => {
      if (this.verifying === verifying) this.verifying = undefined;
    });
    this.verifying = verifying;
    return verifying;
  }

  private async ask(answer: Promise<Outcome<Me>>): Promise<void> {
    const { visit } = this;
    const outcome = await answer;
    if (this.closed || this.visit !== visit) return;
    if (outcome.ok) {
      this.failures = 0;
      await this.wipeDeparted(outcome.value);
      await this.signedIn(outcome.value);
    } else if (outcome.code === "unauthenticated") {
      if (this.user) this.user.expire();
      else this.show("signed-out");
      await this.wipeDeparted();
    } else {
      this.failures += 1;
      if (!this.user) this.show("loading");
      const delay = Math.max(
        outcome.retryAfter ?? 0,
        retryDelay(this.failures, this.ports.random.fraction()),
      );
      this.cancelRetry = this.ports.clock.after(delay, () => void this.verify());
    }
  }

  private async signedIn(me: Me): Promise<void> {
    if (this.user?.model.me.id !== me.id) {
      this.leave();
      await this.begin(me);
    }
    if (!this.user?.model.verified) this.opened?.tabs.post(me.id, { type: "signed-in", userId: me.id });
    this.user?.connect(me);
    await this.opened?.storage.saveUser(me);
  }

  /** Shows what this device has kept for the person; connects nothing. */
  private async begin(me: Me): Promise<void> {
    if (!this.opened) return;
    const { storage, tabs } = this.opened;
    const { visit } = this;
    const saved = await storage.load(me.id);
    if (this.closed || this.visit !== visit) return;
    this.view = new ChatView();
    this.user = new UserChat(
      {
        ports: this.ports,
        storage,
        counters: this.counters,
        tell: (message) => tabs.post(me.id, message),
        lead: (led) => tabs.lead(me.id, led),
        changed: () => this.changed(),
        doubted: () => void this.verify(),
      },
      me,
    );
    this.user.begin(saved);
    this.draw();
  }

  private async signOut(everywhere: boolean): Promise<ActionResult> {
    const { user } = this;
    // The server cuts the socket before it answers; that must not look like a session that ended by itself.
    user?.pause();
    const outcome = await this.ports.api.signOut({ everywhere });
    // A session that is over already is as good as signed out.
    if (!outcome.ok && outcome.code !== "unauthenticated") {
      void this.verify();
      return outcome;
    }
    // Another person may have signed in since; one who was there only now is the one whose session has ended.
    if (!this.user || (user && this.user !== user)) return { ok: true };
    const userId = this.user.model.me.id;
    await this.forget(userId);
    this.opened?.tabs.post(userId, { type: "signed-out" });
    return { ok: true };
  }

  /**
   * The server ends the old session before the browser has the new one. What goes out in between, and the socket that is
   * cut, must not look like a session that ended by itself.
   */
  private async renewSession(renew: () => Promise<Outcome<unknown>>): Promise<ActionResult> {
    this.user?.pause();
    const outcome = await renew();
    // A question that was under way asked about the old session.
    this.verifying = undefined;
    await this.verify();
    return outcome.ok ? { ok: true } : outcome;
  }

  private async forget(userId: string): Promise<void> {
    this.leave();
    this.show("signed-out");
    await this.opened?.storage.wipe(userId);
  }

  /**
   * Another tab has signed out. It has wiped what it knew of; what this tab wrote at that moment is left. But the word
   * may be old: in a browser that freezes tabs, the same person can be back and have written since (G1). So the server
   * is asked first.
   */
  private depart(userId: string): void {
    this.leave();
    this.departed = userId;
    this.show("signed-out");
    this.verifying = undefined;
    void this.verify();
  }

  private async wipeDeparted(back?: Me): Promise<void> {
    const { departed } = this;
    this.departed = undefined;
    if (departed !== undefined && departed !== back?.id) await this.opened?.storage.wipe(departed);
  }

  private leave(): void {
    this.visit += 1;
    this.user?.end();
    this.user = undefined;
  }

  private heard(userId: string, message: TabMessage): void {
    const mine = this.user?.model.me.id === userId;
    if (message.type === "signed-in") {
      if (!mine || !this.user?.model.verified) void this.verify();
    } else if (message.type === "signed-out") {
      if (mine) this.depart(userId);
    } else if (mine) this.user?.received(message);
  }

  private deviceChanged(): void {
    this.user?.deviceChanged();
    const unsure = this.state.session === "loading" || this.failures > 0;
    if (unsure && this.ports.device.online()) void this.verify();
  }

  private show(session: SessionState): void {
    const storage = this.opened?.storage.kind ?? "durable";
    const unreachable = this.failures > 0 ? "reconnecting" : "connecting";
    const connection = this.ports.device.online() ? unreachable : "offline";
    this.publish({ ...initialState, session, connection, storage });
  }

  private changed(): void {
    if (this.drawing) return;
    this.drawing = true;
    this.ports.beforePaint(this.draw);
  }

  private readonly draw = (): void => {
    this.drawing = false;
    if (this.user?.model.isTouched && this.opened)
      this.publish(this.view.draw(this.user.model, this.opened.storage.kind));
  };

  private publish(state: ChatState): void {
    if (this.closed) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
