import type { Conversation } from "../../lib/chat-state.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import { within } from "../world/weather.ts";
import type { Person } from "./person.ts";
import type { Tab } from "./tab.ts";

interface Scene {
  scheduler: Scheduler;
  random: SeededRandom;
  person: Person;
  tab: Tab;
}

interface Act {
  name: string;
  /** how often it is chosen, against the others */
  weight: number;
  do: (scene: Scene) => void;
}

/** Milliseconds. */
const FROZEN: readonly [number, number] = [500, 45_000];
const OFFLINE: readonly [number, number] = [100, 20_000];
const HIDDEN: readonly [number, number] = [500, 40_000];
/** A crash may hit anything that a message goes through. */
const MID_SEND: readonly [number, number] = [0, 300];
/** Until the screen of a new tab is there. */
const SHOWN: readonly [number, number] = [50, 500];
const TABS_MAX = 2;

function openConversation({ tab }: Scene): Conversation | undefined {
  const { openMatchId, conversations } = tab.chat.getState();
  return openMatchId === undefined ? undefined : conversations.get(openMatchId);
}

/** With the conversation that is on the screen; opens one when none is. */
function inConversation(act: (scene: Scene, conversation: Conversation) => void): Act["do"] {
  return (scene) => {
    const conversation = openConversation(scene);
    if (conversation) act(scene, conversation);
    else open(scene);
  };
}

function open({ random, tab }: Scene): void {
  const { entries } = tab.chat.getState().list;
  const entry = entries[random.below(entries.length)];
  if (entry) tab.chat.actions.openConversation(entry.match.id);
}

function writeSome({ random, person, tab }: Scene, conversation: Conversation): void {
  const count = random.pick([1, 1, 1, 2, 3, 6]);
  for (let n = 0; n < count; n += 1) person.write(tab, conversation);
}

function reload({ scheduler, random, person, tab }: Scene): void {
  const { browser } = tab;
  const { openMatchId } = tab.chat.getState();
  person.lose(tab);
  const opened = browser.openTab();
  if (openMatchId === undefined || random.chance(0.3)) return;
  scheduler.after(within(random, SHOWN), () => opened.chat.actions.openConversation(openMatchId));
}

function freeze({ scheduler, random, tab }: Scene): void {
  tab.process.freeze();
  scheduler.after(within(random, FROZEN), () => tab.process.thaw());
}

function hide({ scheduler, random, tab }: Scene): void {
  tab.setVisible(false);
  scheduler.after(within(random, HIDDEN), () => tab.setVisible(true));
}

function goOffline({ scheduler, random, tab }: Scene): void {
  tab.browser.setOnline(false);
  scheduler.after(within(random, OFFLINE), () => tab.browser.setOnline(true));
}

function scroll({ random, tab }: Scene, { match }: Conversation): void {
  const { actions } = tab.chat;
  const moves = [
    () => void actions.loadOlder(match.id),
    () => void actions.loadNewer(match.id),
    () => void actions.loadLatest(match.id),
    () => void actions.jumpTo(match.id, 1 + random.below(match.head + 1)),
  ] as const;
  random.pick(moves)();
}

/** Everything that people do, weighed so that most of it is talking. */
const ACTS: readonly Act[] = [
  { name: "write", weight: 34, do: inConversation(writeSome) },
  { name: "open", weight: 12, do: open },
  { name: "leave", weight: 2, do: ({ tab }) => tab.chat.actions.openConversation(undefined) },
  { name: "read", weight: 14, do: inConversation(({ person, tab }, it) => person.read(tab, it)) },
  { name: "scroll", weight: 5, do: inConversation(scroll) },
  {
    name: "retry",
    weight: 2,
    do: inConversation(({ person, tab }, it) => person.settle(tab, it, "retry")),
  },
  {
    name: "discard",
    weight: 2,
    do: inConversation(({ person, tab }, it) => person.settle(tab, it, "discard")),
  },
  {
    name: "type",
    weight: 2,
    do: inConversation(({ tab }, { match }) => tab.chat.actions.signalTyping(match.id, true)),
  },
  { name: "reload", weight: 4, do: reload },
  {
    name: "crash while sending",
    weight: 3,
    do: inConversation((scene, conversation) => {
      const { scheduler, random, tab } = scene;
      writeSome(scene, conversation);
      scheduler.after(within(random, MID_SEND), () => {
        if (tab.process.isAlive) reload(scene);
      });
    }),
  },
  {
    name: "open a tab",
    weight: 2,
    do: ({ tab: { browser } }) => {
      if (browser.tabs.length < TABS_MAX) browser.openTab();
    },
  },
  {
    name: "close the tab",
    weight: 2,
    do: ({ person, tab }) => {
      if (tab.browser.tabs.length > 1) person.lose(tab);
    },
  },
  { name: "freeze", weight: 3, do: freeze },
  { name: "hide", weight: 3, do: hide },
  { name: "go offline", weight: 3, do: goOffline },
  {
    name: "end the match",
    weight: 0.5,
    do: inConversation(({ tab }, { match }) => void tab.chat.actions.endMatch(match.id)),
  },
  {
    name: "sign out",
    weight: 0.7,
    do: ({ random, person, tab }) => void person.signOut(tab, random.chance(0.5)),
  },
];

const TOTAL = ACTS.reduce((sum, { weight }) => sum + weight, 0);

/** Does one thing on this screen; answers its name. */
export function act(scene: Scene): string {
  let left = scene.random.fraction() * TOTAL;
  for (const one of ACTS) {
    left -= one.weight;
    if (left > 0) continue;
    one.do(scene);
    return one.name;
  }
  return "nothing";
}
