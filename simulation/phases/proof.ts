import { Violation } from "../engine/violation.ts";
import { behind } from "../invariants/convergence.ts";
import type { Person } from "../people/person.ts";
import type { Tab } from "../people/tab.ts";
import type { Stage } from "../stage.ts";
import { requireConverged } from "./healing.ts";

/** G8, in milliseconds: pushes work; a gap shows; a push is lost and nothing follows. */
const PUSHED_MS = 500;
const GAP_MS = 2_000;
const LOST_MS = 30_000 + 500;
/** A message has been sent and stored, though another node took its place before and a replica was slow each time. */
const STORED_MS = 2_000;
/** It has been hinted at, and no hint is on its way any more. */
const HINTED_MS = 700;
const REVOKED_MS = 5_500;
/** A conversation opens. */
const OPENED_MS = 3_000;
const QUIET_MS = LOST_MS;

/** In a world that works, the three times of G8, one after another; and then everybody has everything. */
export async function prove(stage: Stage): Promise<void> {
  const open = stage.world.history.truth.matches().find(({ id }) => !stage.world.history.truth.isClosed(id));
  const person = open && stage.population.people.find(({ userId }) => open.members.includes(userId));
  const tab = person?.tabs()[0];
  if (open && person && tab) {
    await proveTimes(stage, { matchId: open.id, person, tab });
    await proveRevocation(stage, { matchId: open.id, person, tab });
  }
  await stage.pass(QUIET_MS);
  await requireConverged(stage);
  stage.world.history.compareAll();
}

interface Speaker {
  matchId: string;
  person: Person;
  tab: Tab;
}

async function proveTimes(stage: Stage, speaker: Speaker): Promise<void> {
  const { weather } = stage.world;
  for (const tab of stage.population.tabs()) tab.chat.actions.openConversation(speaker.matchId);
  await stage.pass(OPENED_MS);
  await say(stage, speaker);
  await requireWithin(stage, PUSHED_MS, "pushes work");

  weather.pushLost = 1;
  await say(stage, speaker);
  await stage.pass(HINTED_MS);
  weather.pushLost = 0;
  await say(stage, speaker);
  await requireWithin(stage, GAP_MS, "a gap shows");

  weather.pushLost = 1;
  await say(stage, speaker);
  await requireWithin(stage, LOST_MS, "a push was lost");
  weather.pushLost = 0;
}

/** G13: the sessions of everybody else are revoked, and what is said later they hear only when they are back. */
async function proveRevocation(stage: Stage, speaker: Speaker): Promise<void> {
  const { world, population } = stage;
  const node = world.network.anyNode();
  if (!node) throw new Error("every node is up");
  for (const { userId } of population.people)
    if (userId !== speaker.person.userId) world.signOut(userId, node, world.sessions.validOf(userId));
  await stage.pass(REVOKED_MS);
  await say(stage, speaker);
}

/** Sends a message; returns as soon as it is in the log. */
async function say(stage: Stage, { matchId, person, tab }: Speaker): Promise<void> {
  const { truth } = stage.world.history;
  const conversation = tab.chat.getState().conversations.get(matchId);
  if (!conversation) throw new Violation("G8", `${tab.name} cannot open ${matchId}`);
  const before = truth.head(matchId);
  person.write(tab, conversation);
  const until = stage.now + STORED_MS;
  while (truth.head(matchId) === before && stage.now < until) await stage.pass(1);
  if (truth.head(matchId) === before) throw new Violation("G8", `${tab.name} cannot send in ${matchId}`);
}

async function requireWithin(stage: Stage, milliseconds: number, when: string): Promise<void> {
  const { truth } = stage.world.history;
  const heads = new Map(truth.matches().map(({ id }) => [id, truth.head(id)]));
  await stage.pass(milliseconds);
  for (const tab of stage.population.tabs()) {
    const missing = behind(tab, truth, heads);
    if (missing !== undefined)
      throw new Violation("G8", `${milliseconds} ms after, when ${when}: ${missing}`);
  }
}
