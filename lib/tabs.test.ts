import { afterEach, describe, expect, test } from "vitest";
import type { OpenTabs, Tabs } from "./chat-ports.ts";
import { InProcessLocks } from "./support/in-process-locks.ts";
import type { TabMessage } from "./tab-message.ts";
import { browserTabs } from "./tabs.ts";

const open: Tabs[] = [];
afterEach(() => {
  for (const tabs of open.splice(0)) tabs.close();
});

function joined(
  openTabs: OpenTabs,
  received: (userId: string, message: TabMessage) => void = () => {},
): Tabs {
  const tabs = openTabs(received);
  open.push(tabs);
  return tabs;
}

/** A tab that waits to lead; `led` resolves when it does. */
function candidate(tabs: Tabs, userId = "ann") {
  const { promise: led, resolve } = Promise.withResolvers<void>();
  return { lead: tabs.lead(userId, resolve), led };
}

const draft: TabMessage = { type: "draft", matchId: "match-1", text: "half a thought" };

describe("with a channel", () => {
  test("the others hear what one says, and it does not hear itself", async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const name = "test-hears";
    const channel = () => new BroadcastChannel(name);
    const speaker = joined(browserTabs({ locks: undefined, channel: channel() }), () => {
      throw new Error("a tab heard itself");
    });
    joined(browserTabs({ locks: undefined, channel: channel() }), (userId, message) =>
      resolve({ userId, message }),
    );
    speaker.post("ann", draft);
    expect(await promise).toEqual({ userId: "ann", message: draft });
  });
});

describe("with locks", () => {
  test("one tab leads, and the next one when it stops", async () => {
    const locks = new InProcessLocks();
    const of = () => joined(browserTabs({ locks: locks.client(), channel: undefined }));
    const [first, second] = [candidate(of()), candidate(of())];
    await first.led;
    expect([first.lead.leading(), second.lead.leading()]).toEqual([true, false]);
    first.lead.stop();
    await second.led;
    expect([first.lead.leading(), second.lead.leading()]).toEqual([false, true]);
  });

  test("F47 one tab leads when the one before it dies without a word", async () => {
    const locks = new InProcessLocks();
    const dying = locks.client();
    const first = candidate(joined(browserTabs({ locks: dying, channel: undefined })));
    const second = candidate(joined(browserTabs({ locks: locks.client(), channel: undefined })));
    await first.led;
    dying.die();
    await second.led;
    expect(second.lead.leading()).toBe(true);
  });

  test("two people have a leader each", async () => {
    const locks = new InProcessLocks();
    const of = (userId: string) =>
      candidate(joined(browserTabs({ locks: locks.client(), channel: undefined })), userId);
    await Promise.all([of("ann").led, of("bob").led]);
  });

  test("a tab that stops while it waits never leads", async () => {
    const locks = new InProcessLocks();
    const of = () => candidate(joined(browserTabs({ locks: locks.client(), channel: undefined })));
    const [first, second, third] = [of(), of(), of()];
    await first.led;
    second.lead.stop();
    first.lead.stop();
    await third.led;
    expect([second.lead.leading(), third.lead.leading()]).toEqual([false, true]);
  });

  test("that are forbidden every tab leads", async () => {
    const forbidden = { request: () => Promise.reject(new DOMException("no", "SecurityError")) };
    const { lead, led } = candidate(joined(browserTabs({ locks: forbidden, channel: undefined })));
    await led;
    expect(lead.leading()).toBe(true);
  });
});

test("without locks and channel a tab is alone and leads", async () => {
  const tabs = joined(browserTabs({ locks: undefined, channel: undefined }));
  const { lead, led } = candidate(tabs);
  await led;
  tabs.post("ann", draft);
  expect(lead.leading()).toBe(true);
});
