import type { Event } from "@duologue/protocol/models";
import { describe, expect, test } from "vitest";
import { WINDOW_MAX } from "./message-window.ts";
import { event, message, messages } from "./support/sample.ts";
import { SeededRandom } from "./support/seeded-random.ts";
import {
  appendPage,
  hear,
  isBehind,
  type LogEntry,
  openTimeline,
  prependPage,
  receive,
  showAround,
  showLatest,
  shown,
  type Timeline,
} from "./timeline.ts";

const page = (from: number, to: number, head = to) => ({
  messages: messages(from, to),
  hasMore: from > 1,
  head,
});
const seqs = (timeline: Timeline) => shown(timeline).messages.map((one) => one.seq);
const sure = (result: Timeline | "stale"): Timeline => {
  if (result === "stale") throw new Error("the page was refused as stale");
  return result;
};

describe("entries by their position (G9)", () => {
  const begun = openTimeline(page(1, 3));

  test("at or below the cursor are dropped without a trace", () => {
    expect(receive(begun, messages(1, 3))).toBe(begun);
  });

  test("right after it are applied", () => {
    const next = receive(begun, [message(4)]);
    expect([next.cursor, seqs(next)]).toEqual([4, [1, 2, 3, 4]]);
    expect(isBehind(next)).toBe(false);
  });

  test("further on wait, and show a gap", () => {
    const next = receive(begun, [message(6), message(5)]);
    expect([next.cursor, seqs(next), isBehind(next)]).toEqual([3, [1, 2, 3], true]);
  });

  test("F42 that waited are applied when the gap closes, in order", () => {
    const next = receive(receive(begun, [message(6), message(5)]), [message(4)]);
    expect([next.cursor, seqs(next), isBehind(next)]).toEqual([6, [1, 2, 3, 4, 5, 6], false]);
    expect(next.ahead.size).toBe(0);
  });

  test("beyond what may wait are remembered by number alone", () => {
    const far = receive(begun, messages(5, 400));
    expect([far.ahead.size, far.known, isBehind(far)]).toEqual([200, 400, true]);
    const pulled = receive(receive(far, messages(4, 203)), messages(204, 400));
    expect([pulled.cursor, isBehind(pulled), seqs(pulled).length]).toEqual([400, false, 400]);
  });

  test("of kinds that are not known move the cursor", () => {
    const unknown = { ...event(4, "close", { targetSeq: null }), kind: "poll" } as unknown as Event;
    const next = receive(begun, [unknown, message(5)]);
    expect([next.cursor, seqs(next)]).toEqual([5, [1, 2, 3, 5]]);
  });

  test("come as events or as messages alike", () => {
    const { createdAt, ...asEvent } = message(4);
    const told = {
      ...event(4, "close", { targetSeq: null }),
      kind: "message",
      id: asEvent.id,
      targetSeq: null,
      content: "text 4",
      createdAt,
    } as Event;
    expect(receive(begun, [told]).tail).toEqual(receive(begun, [message(4)]).tail);
  });

  test("that change older messages change the loaded ones", () => {
    const edited = receive(begun, [event(4, "edit", { targetSeq: 2, content: "new" })]);
    expect(shown(edited).messages.map((one) => one.content)).toEqual(["text 1", "new", "text 3"]);
    expect(shown(edited).messages[0]).toBe(shown(begun).messages[0]);
  });

  test("that change messages of the same batch find them", () => {
    const next = receive(begun, [message(4), event(5, "delete", { targetSeq: 4 })]);
    expect(shown(next).messages.at(-1)?.content).toBeNull();
  });
});

test("hearing of a longer log shows a gap, hearing of a shorter one nothing", () => {
  const begun = openTimeline(page(1, 3));
  expect(isBehind(hear(begun, 4))).toBe(true);
  expect(hear(begun, 2)).toBe(begun);
});

test("a page that was read while the log grew leaves what is beyond its head to catch-up", () => {
  const begun = openTimeline({ messages: messages(1, 5), hasMore: false, head: 3 });
  expect([begun.cursor, seqs(begun)]).toEqual([5, [1, 2, 3, 4, 5]]);
  const gap = openTimeline({ messages: [message(1), message(5)], hasMore: false, head: 3 });
  expect([gap.cursor, seqs(gap), isBehind(gap)]).toEqual([3, [1], true]);
});

describe("history pages", () => {
  test("are put before what is shown", () => {
    const grown = sure(prependPage(openTimeline(page(51, 100)), 51, page(1, 50, 100)));
    expect([seqs(grown).length, seqs(grown)[0], shown(grown).hasOlder]).toEqual([100, 1, false]);
  });

  test("are dropped when they no longer touch", () => {
    const moved = openTimeline(page(61, 100));
    expect(prependPage(moved, 51, page(1, 50, 100))).toBe(moved);
  });

  test("that lack a change which is applied already are stale", () => {
    const edited = receive(openTimeline(page(51, 100)), [
      event(101, "edit", { targetSeq: 7, content: "new" }),
    ]);
    expect(prependPage(edited, 51, page(1, 50, 100))).toBe("stale");
    expect(prependPage(edited, 51, page(1, 50, 101))).not.toBe("stale");
  });

  test("beyond the bound let go of the newest, and live messages still arrive behind them", () => {
    let timeline = openTimeline(page(1_501, 1_550));
    for (let first = 1_501; first > 1; first -= 50)
      timeline = sure(prependPage(timeline, first, page(first - 50, first - 1, 1_550)));
    expect([seqs(timeline).length, seqs(timeline)[0], timeline.past !== undefined]).toEqual([
      WINDOW_MAX,
      1,
      true,
    ]);
    const live = receive(timeline, [message(1_551)]);
    expect(shown(live)).toBe(shown(timeline));
    expect(seqs(showLatest(live)).at(-1)).toBe(1_551);
  });
});

describe("a jump into history (U08)", () => {
  const live = openTimeline(page(401, 450));
  const jumped = sure(showAround(live, page(101, 200, 450)));

  test("shows the page around it, with newer ones to come", () => {
    expect([seqs(jumped)[0], seqs(jumped).at(-1), jumped.past !== undefined]).toEqual([101, 200, true]);
  });

  test("leads back to the newest message without a gap, with what arrived meanwhile", () => {
    let timeline = receive(jumped, [message(451), event(452, "edit", { targetSeq: 150, content: "new" })]);
    for (let anchor = 200; timeline.past; anchor += 50)
      timeline = sure(appendPage(timeline, anchor, page(anchor - 49, Math.min(anchor + 50, 451), 452)));
    expect(seqs(timeline)).toEqual(Array.from({ length: 351 }, (_, index) => index + 101));
    expect(shown(timeline).messages[49]?.content).toBe("new");
  });

  test("into the newest messages is part of them", () => {
    const near = sure(showAround(live, page(380, 430, 450)));
    expect([near.past, seqs(near)[0], seqs(near).at(-1)]).toEqual([undefined, 380, 450]);
  });

  test("is forgotten on demand", () => {
    expect(shown(showLatest(jumped))).toBe(live.tail);
  });

  test("goes on only from where it was asked", () => {
    expect(appendPage(jumped, 190, page(150, 250, 450))).toBe(jumped);
  });
});

test("a long conversation stays bounded", () => {
  const long = receive(openTimeline(page(1, 50)), messages(51, 5_000));
  expect([long.cursor, seqs(long).length, shown(long).hasOlder]).toEqual([5_000, WINDOW_MAX, true]);
});

test.each(Array.from({ length: 30 }, (_, index) => index + 1))(
  "G9 whatever order pushes take, everything is shown once and in order (seed %i)",
  (seed) => {
    const random = new SeededRandom(seed);
    const log: LogEntry[] = Array.from({ length: 300 }, (_, index) =>
      random.chance(0.1) && index > 5
        ? event(index + 1, "edit", { targetSeq: 1 + random.below(5), content: `edit ${index}` })
        : message(index + 1),
    );
    const inOrder = receive(openTimeline(page(1, 0, 0)), log);
    let timeline = openTimeline(page(1, 0, 0));
    const arriving = log.flatMap((entry) => Array.from({ length: random.below(3) }, () => entry));
    for (let left = arriving.length; left > 0; left -= 1) {
      const near = Math.max(0, arriving.length - 1 - random.below(20));
      const [entry] = arriving.splice(random.chance(0.5) ? 0 : near, 1);
      const before = timeline.cursor;
      if (entry) timeline = receive(timeline, [entry]);
      expect(timeline.cursor).toBeGreaterThanOrEqual(before);
      if (isBehind(timeline) && random.chance(0.2))
        timeline = receive(timeline, log.slice(timeline.cursor, timeline.cursor + 20));
    }
    while (timeline.cursor < log.length)
      timeline = receive(hear(timeline, log.length), log.slice(timeline.cursor, timeline.cursor + 20));
    expect(timeline.tail).toEqual(inOrder.tail);
    expect([timeline.cursor, timeline.ahead.size]).toEqual([300, 0]);
  },
);
