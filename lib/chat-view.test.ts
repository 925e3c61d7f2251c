import { describe, expect, test } from "vitest";
import { ChatModel } from "./chat-model.ts";
import { ChatView } from "./chat-view.ts";
import { added } from "./outbox.ts";
import { isoAt, match, me, message, messages } from "./support/sample.ts";
import { openTimeline, receive } from "./timeline.ts";

const COUNT = 5_000;
const id = (index: number) => `match-${index}`;
const at = (index: number) =>
  match({
    id: id(index),
    peer: { id: `peer-${index}`, name: `${index}`, image: null, bio: null },
    head: 1,
    lastMessage: message(1, { matchId: id(index), createdAt: isoAt(index) }),
    unreadCount: 1,
  });

function drawn() {
  let changes = 0;
  const model = new ChatModel(me("ann"), () => {
    changes += 1;
  });
  for (let index = 0; index < COUNT; index += 1) model.putMatch(at(index));
  model.setList({ status: "ready", complete: true });
  const view = new ChatView();
  return {
    model,
    view,
    draw: () => view.draw(model, "durable"),
    state: view.draw(model, "durable"),
    changes: () => changes,
  };
}

function loaded(model: ChatModel, matchId: string) {
  const room = {
    matchId,
    status: "ready" as const,
    timeline: openTimeline({ messages: messages(1, 1_000), hasMore: true, head: 1_000 }),
    loadingOlder: false,
    loadingNewer: false,
    firstUnreadSeq: undefined,
  };
  model.rooms.set(matchId, room);
  model.touch(matchId);
  return room;
}

describe("five thousand conversations", () => {
  test("are in order, counted and quiet: one call for any number of changes", () => {
    const { state, changes } = drawn();
    expect(state.list.entries.map((entry) => entry.match.id)).toEqual(
      Array.from({ length: COUNT }, (_, index) => id(COUNT - 1 - index)),
    );
    expect([state.unreadTotal, changes()]).toEqual([COUNT, 1]);
  });

  test("keep every row that did not change when one does", () => {
    const { model, draw, state } = drawn();
    model.putMatch({
      ...at(7),
      head: 2,
      unreadCount: 2,
      lastMessage: message(2, { createdAt: isoAt(9_999) }),
    });
    const next = draw();
    expect(next.list.entries[0]?.match.id).toBe(id(7));
    const before = new Set(state.list.entries);
    expect(next.list.entries.filter((entry) => !before.has(entry)).length).toBe(1);
    expect(next.unreadTotal).toBe(COUNT + 1);
  });

  test("are the same list when something beside it changes", () => {
    const { model, draw, state } = drawn();
    model.connection = "reconnecting";
    model.touch();
    const next = draw();
    expect([next.list === state.list, next.conversations === state.conversations]).toEqual([true, true]);
    expect(next.connection).toBe("reconnecting");
  });

  test("are not made anew by news that say the same", () => {
    const { model, draw, state } = drawn();
    model.touch(id(7));
    model.putMatch(structuredClone(at(8)));
    expect(draw().list).toBe(state.list);
  });

  test("put one with an unsent message on top, however wrong the clock of the device is (U35)", () => {
    const { model, draw } = drawn();
    const entry = {
      matchId: id(3),
      clientMessageId: "client-id-9",
      content: "hi",
      replyTo: null,
      order: 1,
      failed: null,
    };
    const outbox = added(
      model.outbox,
      { ...entry, createdAt: "1970-01-01T00:00:00.000Z" },
      { own: true, kept: true, tried: false },
    );
    model.setOutbox(outbox, id(3));
    expect(draw().list.entries[0]).toMatchObject({
      match: { id: id(3) },
      preview: { mine: true, content: "hi" },
    });
  });
});

describe("ten conversations of a thousand messages", () => {
  test("change only the one that a message reaches, and there only its end", () => {
    const { model, draw } = drawn();
    const rooms = Array.from({ length: 10 }, (_, index) => loaded(model, id(index)));
    const before = draw();
    const [room] = rooms;
    if (room) model.setTimeline(room, receive(room.timeline, [message(1_001)]));
    const after = draw();
    const items = (state: typeof before, index: number) => state.conversations.get(id(index))?.items ?? [];
    expect(items(after, 0).slice(0, -1)).toEqual(items(before, 0).slice(1));
    expect(
      items(after, 0)
        .slice(0, -1)
        .every((item, index) => item === items(before, 0)[index + 1]),
    ).toBe(true);
    for (let index = 1; index < 10; index += 1)
      expect(after.conversations.get(id(index))).toBe(before.conversations.get(id(index)));
  });

  test("stay what they are when nothing of them changed", () => {
    const { model, draw } = drawn();
    loaded(model, id(1));
    const before = draw();
    model.touch(id(1));
    expect(draw().conversations).toBe(before.conversations);
  });

  test("count what is unread from the messages themselves", () => {
    const { model, draw } = drawn();
    loaded(model, id(1));
    model.reads.set(id(1), 990);
    expect(draw().conversations.get(id(1))?.match).toMatchObject({ readSeq: 990, unreadCount: 10 });
  });
});
