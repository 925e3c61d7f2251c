import type { MessagesPage } from "@duologue/protocol/http";
import type { Message } from "@duologue/protocol/models";
import type { ChatContext } from "./chat-context.ts";
import type { Room } from "./chat-model.ts";
import type { ActionResult } from "./chat-state.ts";
import { messageAt } from "./message-window.ts";
import type { Outcome } from "./outcome.ts";
import { appendPage, prependPage, showAround, showLatest, shown, type Timeline } from "./timeline.ts";

const OLDER_LIMIT = 50;
/** A page around a message has newer ones in its half only. */
const AROUND_LIMIT = 100;
/** A page that lacks a change which is already applied is asked for again; the server is behind for moments only. */
const STALE_TRIES = 3;

/** That something loads is told when it takes a while: telling it costs a drawing that is seen by nobody (U74). */
const TOLD_AFTER_MS = 200;

const NOT_THERE: ActionResult = {
  ok: false,
  code: "not_found",
  detail: "This message does not exist any more",
};

/** Moves the loaded stretch of a conversation through its history. One move at a time for each conversation. */
export class History {
  private readonly context: ChatContext;
  private readonly fetched: (matchId: string, messages: readonly Message[]) => void;

  constructor(context: ChatContext, fetched: (matchId: string, messages: readonly Message[]) => void) {
    this.context = context;
    this.fetched = fetched;
  }

  async older(matchId: string): Promise<void> {
    const room = this.room(matchId);
    const window = room?.timeline && shown(room.timeline);
    const before = window?.messages[0]?.seq;
    if (!room || before === undefined || !window?.hasOlder || room.loadingOlder) return;
    await this.busy(room, "loadingOlder", () =>
      this.move(room, {
        ask: () => this.context.api.messages(matchId, { before, limit: OLDER_LIMIT }),
        place: (timeline, page) => prependPage(timeline, before, page),
      }),
    );
  }

  async newer(matchId: string): Promise<void> {
    const room = this.room(matchId);
    const anchor = room?.timeline?.past?.messages.at(-1)?.seq;
    if (!room || anchor === undefined || room.loadingNewer) return;
    await this.busy(room, "loadingNewer", () =>
      this.move(room, {
        ask: () => this.context.api.messages(matchId, { around: anchor, limit: AROUND_LIMIT }),
        place: (timeline, page) => appendPage(timeline, anchor, page),
      }),
    );
  }

  async jumpTo(matchId: string, seq: number): Promise<ActionResult> {
    const room = this.room(matchId);
    if (!room?.timeline) return NOT_THERE;
    if (messageAt(shown(room.timeline).messages, seq)) return { ok: true };
    if (messageAt(room.timeline.tail.messages, seq)) {
      this.latest(matchId);
      return { ok: true };
    }
    let found = false;
    const outcome = await this.move(room, {
      ask: () => this.context.api.messages(matchId, { around: seq, limit: AROUND_LIMIT }),
      place: (timeline, page) => {
        found = messageAt(page.messages, seq) !== undefined;
        return found ? showAround(timeline, page) : timeline;
      },
    });
    if (!outcome.ok) return outcome;
    return found ? { ok: true } : NOT_THERE;
  }

  latest(matchId: string): void {
    const room = this.room(matchId);
    if (room?.timeline) this.context.model.setTimeline(room, showLatest(room.timeline));
  }

  private async move(
    room: Room,
    step: {
      ask: () => Promise<Outcome<MessagesPage>>;
      place: (timeline: Timeline, page: MessagesPage) => Timeline | "stale";
    },
  ): Promise<Outcome<void>> {
    for (let tries = 0; tries < STALE_TRIES; tries += 1) {
      const outcome = await step.ask();
      if (!outcome.ok) return outcome;
      const placed = room.timeline && step.place(room.timeline, outcome.value);
      if (placed === "stale") continue;
      if (placed) this.context.model.setTimeline(room, placed);
      this.fetched(room.matchId, outcome.value.messages);
      return { ok: true, value: undefined };
    }
    const detail = "The server answers from a moment that is past; try again";
    return { ok: false, code: "unavailable", detail, retry: true, retryAfter: undefined };
  }

  private async busy(
    room: Room,
    flag: "loadingOlder" | "loadingNewer",
    work: () => Promise<unknown>,
  ): Promise<void> {
    room[flag] = true;
    const cancel = this.context.scope.after(TOLD_AFTER_MS, () => this.context.model.touch(room.matchId));
    await work();
    cancel();
    room[flag] = false;
    this.context.model.touch(room.matchId);
  }

  private room(matchId: string): Room | undefined {
    return this.context.model.rooms.get(matchId);
  }
}
