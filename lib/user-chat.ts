import type { Me } from "@duologue/protocol/models";
import { CatchUp } from "./catch-up.ts";
import type { ChatContext } from "./chat-context.ts";
import type { ChatCounters } from "./chat-counters.ts";
import { ChatModel } from "./chat-model.ts";
import type { ChatPorts, Lead } from "./chat-ports.ts";
import type { ChatStorage, SavedChat } from "./chat-storage.ts";
import { Connection } from "./connection.ts";
import { ConversationLoader } from "./conversation-loader.ts";
import { DeliveredMarks } from "./delivered-marks.ts";
import { Drafts } from "./drafts.ts";
import { FreshStart } from "./fresh-start.ts";
import { Gate } from "./gate.ts";
import { History } from "./history.ts";
import { Inbound } from "./inbound.ts";
import { Keeper } from "./keeper.ts";
import { ListLoader } from "./list-loader.ts";
import { OutboxDrain } from "./outbox-drain.ts";
import { PresenceMap } from "./presence-map.ts";
import { ReadMarks } from "./read-marks.ts";
import { RenewedCalls } from "./renewed-calls.ts";
import { RoomMembership } from "./room-membership.ts";
import { Scope } from "./scope.ts";
import { Sender } from "./sender.ts";
import { SessionSocket } from "./session-socket.ts";
import { Sync } from "./sync.ts";
import type { TabMessage } from "./tab-message.ts";
import { TypingSignals } from "./typing-signals.ts";
import { watchedApi } from "./watched-api.ts";

/** What the chat of one person needs from the chat around it. */
export interface UserChatOptions {
  ports: ChatPorts;
  storage: ChatStorage;
  counters: ChatCounters;
  tell: (message: TabMessage) => void;
  lead: (led: () => void) => Lead;
  /** The state changed; it is to be drawn before the next paint. */
  changed: () => void;
  /** The session is over, or it is another person's. */
  doubted: () => void;
}

/** The chat of one person on this device: everything that ends with signing out. Here its parts are put together. */
export class UserChat {
  readonly model: ChatModel;
  readonly context: ChatContext;
  readonly loader: ConversationLoader;
  readonly history: History;
  readonly list: ListLoader;
  readonly sender: Sender;
  readonly reads: ReadMarks;
  readonly typing: TypingSignals;
  readonly drafts: Drafts;
  readonly membership: RoomMembership;
  readonly sync: Sync;
  private readonly options: UserChatOptions;
  private readonly catchUp: CatchUp;
  private readonly drain: OutboxDrain;
  private readonly inbound: Inbound;
  private readonly delivered: DeliveredMarks;
  private readonly presence: PresenceMap;
  private readonly keeper: Keeper;
  private readonly connection: Connection;
  private readonly gate = new Gate();
  private readonly renewed: RenewedCalls;
  private lead: Lead | undefined;
  private readonly socket: SessionSocket;
  private readonly freshStart: FreshStart;

  constructor(options: UserChatOptions, me: Me) {
    const { ports, storage, counters } = options;
    const scope = new Scope(ports.clock);
    this.options = options;
    this.model = new ChatModel(me, options.changed);
    this.renewed = new RenewedCalls(scope);
    this.socket = new SessionSocket(
      { scope, random: ports.random },
      {
        openSocket: ports.openSocket,
        doubted: options.doubted,
        connected: () => this.connected(),
        disconnected: () => this.setSocket(false),
        loadFailed: () => {
          counters.socketLoadFailures += 1;
        },
        received: (name, payload) => this.inbound.handlers[name](payload),
      },
    );
    const { gate, socket } = this;
    const context: ChatContext = {
      model: this.model,
      scope,
      clock: ports.clock,
      random: ports.random,
      device: ports.device,
      api: watchedApi(ports.api, { gate, scope, renewed: this.renewed, unauthenticated: options.doubted }),
      storage,
      counters,
      emit: socket.emit,
      tell: options.tell,
      leading: () => this.lead?.leading() ?? false,
    };
    this.context = context;
    this.keeper = new Keeper(context);
    this.drafts = new Drafts(context);
    this.reads = new ReadMarks(context);
    this.typing = new TypingSignals(context);
    this.presence = new PresenceMap(context);
    this.delivered = new DeliveredMarks(context);
    this.connection = new Connection(context, () => this.presence.lost());
    this.drain = new OutboxDrain(context, {
      arrived: (message) => this.inbound.message(message),
      notMe: options.doubted,
    });
    this.sender = new Sender(context, this.drain);
    this.catchUp = new CatchUp(context, {
      fetched: (matchId, entries) => this.inbound.fetched(matchId, entries),
      reset: (matchId) => this.freshStart.conversation(matchId),
      farBehind: (matchId) => void this.loader.reload(matchId),
      epochChanged: () => {
        this.freshStart.everything();
        this.sync.trigger();
      },
      refused: (room, { code }) => {
        if (code !== "unauthenticated") void this.loader.reload(room.matchId);
      },
    });
    const { catchUp, sender, reads, delivered, typing, presence, keeper } = this;
    this.inbound = new Inbound(context, { catchUp, sender, reads, delivered, typing, presence, keeper });
    this.loader = new ConversationLoader(context, {
      fetched: (matchId, messages) => this.inbound.fetched(matchId, messages),
      loaded: (matchId) => {
        catchUp.now(matchId);
        this.freshStart.loaded(matchId);
      },
    });
    this.history = new History(context, (matchId, messages) => this.inbound.fetched(matchId, messages));
    this.list = new ListLoader(context, {
      told: (match) => this.inbound.match(match),
      reset: () => this.freshStart.everything(),
      consistent: () => keeper.schedule(),
    });
    const { loader, list } = this;
    this.freshStart = new FreshStart(context, { loader, list, keeper, sender });
    this.membership = new RoomMembership(context, (matchId, head) => {
      catchUp.hear(matchId, head);
      catchUp.now(matchId);
    });
    this.sync = new Sync({
      scope,
      clock: ports.clock,
      random: ports.random,
      device: ports.device,
      counters,
      step: () => this.list.step(),
      done: () => this.synced(),
      woke: () => socket.hurry(),
    });
  }

  /** Shows what this device has kept, and takes part in choosing the tab that acts. */
  begin(saved: SavedChat): void {
    this.lead = this.options.lead(() => void this.led());
    this.connection.update();
    this.drafts.restore(saved.drafts);
    if (saved.list) this.list.restore(saved.list);
    this.sender.restore(saved.outbox);
    // A tab that died between keeping an entry and telling of it has left it to nobody: whoever leads must hear of it.
    for (const entry of saved.outbox) this.options.tell({ type: "outbox-put", entry });
    void this.sender.adoptLate();
  }

  /** The server knows this session: connects, and goes on with everything that waited. */
  connect(me: Me): void {
    this.model.setMe(me);
    if (this.gate.isOpen && this.socket.isOpen) return;
    this.gate.open();
    this.model.verified = true;
    this.model.session = "signed-in";
    this.socket.open();
    this.sync.start();
    this.hasten();
  }

  /** The session is over: nothing goes out any more; drafts and outbox stay for when the person is back (U79). */
  expire(): void {
    this.pause();
    this.model.session = "expired";
    this.model.touch();
  }

  /** Nothing goes out, and nothing that the server says of the session is heard, until `connect`. */
  pause(): void {
    this.gate.close();
    this.model.verified = false;
    this.sync.stop();
    this.socket.close();
  }

  end(): void {
    this.drafts.flush();
    this.sync.stop();
    this.lead?.stop();
    this.context.scope.end();
    this.socket.close();
  }

  /** The device's network or the document's visibility changed. */
  deviceChanged(): void {
    const { device } = this.context;
    this.connection.update();
    if (!device.visible()) this.drafts.flush();
    if (!device.online() || !this.model.verified) return;
    this.hasten();
    if (device.visible()) this.sync.trigger();
  }

  received(message: TabMessage): void {
    switch (message.type) {
      case "outbox-put":
        this.sender.heard(message.entry);
        break;
      case "outbox-stored":
        this.inbound.message(message.message);
        break;
      case "outbox-failed":
        this.sender.fail(message.key, message.code);
        break;
      case "outbox-removed":
        this.sender.discarded(message.key);
        break;
      case "draft":
        this.drafts.heard(message.matchId, message.text);
        break;
      case "draft-sent":
        this.drafts.heardSent(message.matchId, message.text);
        break;
      case "read":
        this.reads.learned(message.matchId, message.seq);
        break;
      // About the session, which is above this chat.
      case "signed-in":
      case "signed-out":
    }
  }

  private connected(): void {
    this.options.counters.connects += 1;
    this.setSocket(true);
    this.renewed.renew();
    this.presence.connected();
    void this.join();
    this.sync.trigger();
    this.drain.hasten();
    this.reads.hasten();
    this.catchUp.all();
  }

  /** The server puts the socket into the personal room by itself; asking shows whose session this really is. */
  private async join(): Promise<void> {
    const reply = await this.socket.emit("join", this.model.me.id);
    if (reply && !reply.ok && reply.error.code === "forbidden") this.options.doubted();
  }

  private setSocket(connected: boolean): void {
    this.connection.setSocket(connected);
    this.membership.setConnected(connected);
    this.delivered.setConnected(connected);
  }

  private hasten(): void {
    this.socket.hurry();
    this.drain.hasten();
    this.reads.hasten();
  }

  private synced(): void {
    this.membership.follow();
    this.reads.tellForgotten();
    if (this.context.leading()) void this.sender.adopt();
    this.catchUp.all();
    if (this.model.openMatchId !== undefined) this.loader.retry(this.model.openMatchId);
    void this.list.fill();
  }

  /** This tab acts for the person now: also for what a closed tab left behind. */
  private async led(): Promise<void> {
    await this.sender.inherit();
    this.keeper.schedule();
  }
}
