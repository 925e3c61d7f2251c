import { expect, test } from "vitest";
import type { Chat } from "./chat-store.ts";
import type { SeededRandom } from "./support/seeded-random.ts";
import { type TestBrowser, type TestTab, TestWorld } from "./support/test-browser.ts";

/*
 * Whole clients – two people, three browsers, up to six tabs – over a bad network in virtual time: tabs are killed and
 * opened, hidden, cut off and brought back while everybody writes and reads. After the network heals and two minutes
 * have passed, every tab shows exactly what the log holds, and the log holds everything that was written, once.
 */

const MATCHES = ["match-1", "match-2"] as const;
const STEPS = 120;

interface Seat {
  userId: string;
  browser: TestBrowser;
  tabs: TestTab[];
  /** texts in the order written, by conversation */
  written: Map<string, string[]>;
}

interface Play {
  world: TestWorld;
  random: SeededRandom;
  seats: Seat[];
  count: number;
}

function opened(seat: Seat): TestTab {
  const tab = seat.browser.tab();
  tab.chat.subscribe(() => watch(tab.chat));
  void tab.chat.actions.start();
  seat.tabs.push(tab);
  return tab;
}

/** What must hold in every state that is ever shown (I7). */
function watch({ getState }: Chat): void {
  for (const { items } of getState().conversations.values()) {
    const seqs = items.flatMap((item) => (item.seq === undefined ? [] : [item.seq]));
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  }
}

function step(play: Play): void {
  const { random, world, seats } = play;
  const seat = seats[random.below(seats.length)];
  const tab = seat?.tabs[random.below(seat.tabs.length)];
  if (!seat || !tab) return;
  const { actions, getState } = tab.chat;
  const matchId = MATCHES[random.below(2)] ?? "match-1";
  const chance = random.below(100);
  if (chance < 45) {
    if (getState().me === undefined) return;
    play.count += 1;
    const text = `${seat.userId} ${play.count}`;
    seat.written.set(matchId, [...(seat.written.get(matchId) ?? []), text]);
    actions.send(matchId, text);
  } else if (chance < 60) actions.openConversation(matchId);
  else if (chance < 70) read(tab);
  else if (chance < 74) tab.set({ visible: random.chance(0.6) });
  else if (chance < 80) network(play, seat);
  else if (chance < 84) world.link.cut(seat.userId);
  else if (chance < 87) world.clock.jump((random.fraction() - 0.5) * 200_000);
  else if (chance < 92) reopen(play, seat, tab);
  else if (chance < 95) void actions.loadOlder(matchId);
  else if (chance < 97) edit(play, matchId);
  else world.link.faults = badNetwork(random);
}

function read({ chat }: TestTab): void {
  const { openMatchId, conversations } = chat.getState();
  if (openMatchId === undefined) return;
  const last = conversations.get(openMatchId)?.items.findLast((item) => item.seq !== undefined)?.seq;
  if (last !== undefined) chat.actions.seen(openMatchId, last);
}

function network({ world }: Play, seat: Seat): void {
  const { dead } = world.link;
  const online = dead.delete(seat.userId);
  if (!online) {
    dead.add(seat.userId);
    world.link.cut(seat.userId);
  }
  for (const tab of seat.tabs) tab.set({ online });
}

function reopen(play: Play, seat: Seat, tab: TestTab): void {
  tab.kill();
  seat.tabs = seat.tabs.filter((one) => one !== tab);
  const next = opened(seat);
  if (seat.tabs.length < 2 && play.random.chance(0.5)) opened(seat);
  next.set({ online: !play.world.link.dead.has(seat.userId) });
}

function edit({ world, random }: Play, matchId: string): void {
  const conversation = world.server.conversations.get(matchId);
  const target = conversation && world.server.messages(conversation)[random.below(5)];
  if (target) world.server.edit(target.senderId, matchId, target.seq, `${target.content}'`);
}

function badNetwork(random: SeededRandom) {
  return {
    lostCalls: random.fraction() * 0.5,
    lostPushes: random.fraction(),
    doubledPushes: random.fraction() * 0.3,
    delay: random.below(1_500),
  };
}

async function heal({ world, seats }: Play): Promise<void> {
  world.link.faults = { lostCalls: 0, lostPushes: 0, doubledPushes: 0, delay: 20 };
  world.link.dead.clear();
  for (const { tabs } of seats) for (const tab of tabs) tab.set({ online: true, visible: true });
  await world.clock.advance(120_000);
}

async function showsTheLog({ world }: Play, { chat }: TestTab, userId: string): Promise<void> {
  for (const matchId of MATCHES) {
    chat.actions.openConversation(matchId);
    await world.clock.advance(2_000);
    const shown = () => chat.getState().conversations.get(matchId);
    while (shown()?.hasOlder) await world.clock.run(chat.actions.loadOlder(matchId));
    const log = world.server.messages(world.server.of(userId, matchId));
    expect(shown()?.items.map(({ seq, content }) => [seq, content])).toEqual(
      log.map(({ seq, content }) => [seq, content]),
    );
    expect(shown()?.match).toMatchObject(pickUnread(world, userId, matchId));
  }
}

function pickUnread(world: TestWorld, userId: string, matchId: string) {
  const { unreadCount, readSeq, status } = world.server.one(userId, matchId);
  return { unreadCount, readSeq, status };
}

function holdsEverythingOnceAndInOrder({ world, seats }: Play): void {
  for (const matchId of MATCHES) {
    const texts = world.server
      .messages(world.server.of("ann", matchId))
      .map((one) => one.content?.replace(/'+$/, ""));
    expect(new Set(texts).size, "G3: nothing is stored twice").toBe(texts.length);
    for (const { written } of seats) {
      const mine = written.get(matchId) ?? [];
      expect(
        texts.filter((text) => mine.includes(text ?? "")),
        "G1 G6",
      ).toEqual(mine);
    }
  }
}

test.each(Array.from({ length: 25 }, (_, index) => index + 1))(
  "G1 G3 G5 G6 G8 G9 G10 F42 F44 F45 F47 nothing lost, nothing twice, nothing out of order (seed %i)",
  async (seed) => {
    const world = new TestWorld(seed);
    for (const matchId of MATCHES) world.server.match(matchId, ["ann", "bob"]);
    const seat = (userId: string): Seat => ({
      userId,
      browser: world.browser(userId),
      tabs: [],
      written: new Map(),
    });
    const play: Play = {
      world,
      random: world.random,
      seats: [seat("ann"), seat("ann"), seat("bob")],
      count: 0,
    };
    for (const one of play.seats) for (let tabs = 0; tabs < 2; tabs += 1) opened(one);
    await world.clock.advance(2_000);
    world.link.faults = badNetwork(world.random);
    for (let done = 0; done < STEPS; done += 1) {
      step(play);
      await world.clock.advance(world.random.below(3_000));
    }
    await heal(play);
    holdsEverythingOnceAndInOrder(play);
    for (const { tabs, userId } of play.seats) for (const tab of tabs) await showsTheLog(play, tab, userId);
    world.close();
  },
  30_000,
);
