import { Violation } from "../engine/violation.ts";
import { behind, differs, type Heads, headsOf } from "../invariants/convergence.ts";
import type { Tab } from "../people/tab.ts";
import type { Stage } from "../stage.ts";
import { mend } from "../world/disasters.ts";
import { CALM } from "../world/weather.ts";

/** G8, in milliseconds: after a reconnect; and when a push was lost and nothing followed, with a round trip. */
const RECONNECTED_MS = 5_000;
const LOST_PUSH_MS = 30_000 + 500;
/** By then every back-off has run out, the longest of a call that hung when the storm ended … */
const LAST_CALL_MS = 60_000;
/** … and by then everybody has heard of what that call did, if only by a sync. */
const EVERYTHING_MS = LAST_CALL_MS + LOST_PUSH_MS;
/** How often somebody looks at the screens. */
const GLANCE_MS = 500;

/** Everything works again: within the times of G8 everybody sees everything, and nothing waits any more. */
export async function heal(stage: Stage): Promise<void> {
  const { world, population } = stage;
  stage.note("the storm is over");
  Object.assign(world.weather, CALM);
  mend(world);
  for (const browser of population.browsers) {
    browser.setOnline(true);
    if (browser.tabs.length === 0) browser.openTab();
  }
  for (const tab of population.tabs()) {
    tab.process.thaw();
    tab.setVisible(true);
  }
  stage.calmSince = stage.now;
  const heads = headsOf(world.history.truth);
  glance(stage, { since: stage.now, heads, watched: new WeakMap() });
  await stage.pass(LOST_PUSH_MS);
  for (const tab of population.tabs())
    if (tab.connectedSince !== undefined)
      requireShown(stage, { tab, heads, bound: "30 s after everything works" });
  await stage.pass(LAST_CALL_MS - LOST_PUSH_MS);
  await requireSent(stage);
  await stage.pass(EVERYTHING_MS - LAST_CALL_MS);
  await requireConverged(stage);
}

/** Everybody has everything, and nothing is left to be sent. */
export async function requireConverged(stage: Stage): Promise<void> {
  const { history, data } = stage.world;
  for (const tab of stage.population.tabs()) {
    if (!tab.isConnected)
      throw new Violation("G8", `${tab.name} is ${tab.chat.getState().session}, not connected`);
    const difference = differs(tab, history.truth, data);
    if (difference !== undefined) throw new Violation("G10", difference);
  }
  await requireSent(stage);
}

/** What people wrote is in the log, or was said to have failed. */
async function requireSent({ world: { history }, population, arrival }: Stage): Promise<void> {
  const failed = new Set<string>();
  for (const { kept, userId, name } of population.browsers)
    for (const { matchId, content, failed: code } of (await kept.load(userId)).outbox) {
      if (code === null) throw new Violation("G8", `"${content}" still waits in ${name}`);
      if (history.truth.messages(matchId).some((message) => message.content === content))
        throw new Violation("G2", `${name} says that "${content}" failed, and it is in the log`);
      failed.add(content);
    }
  const lost = arrival.missing().find(({ content }) => !failed.has(content));
  if (lost) throw new Violation("G1", `"${lost.content}" is neither in the log nor in an outbox`);
}

function requireShown(
  { world }: Stage,
  { tab, heads, bound }: { tab: Tab; heads: Heads; bound: string },
): void {
  const missing = behind(tab, world.history.truth, heads);
  if (missing !== undefined) throw new Violation("G8", `${bound}: ${missing}`);
}

interface Glance {
  /** connections from before are of no interest */
  since: number;
  /** as they were at the last glance: whoever has connected since then must soon show that much */
  heads: Heads;
  watched: WeakMap<Tab, number>;
}

/** Every so often: tabs that have connected must soon show everything, and people whose session ended sign in again. */
function glance(stage: Stage, { since, heads, watched }: Glance): void {
  for (const tab of stage.population.tabs()) {
    signInAgain(stage, tab);
    const { connectedSince } = tab;
    if (connectedSince === undefined || connectedSince < since) continue;
    if (watched.get(tab) === connectedSince) continue;
    watched.set(tab, connectedSince);
    watchReconnected(stage, tab, heads);
  }
  const { scheduler, history } = stage.world;
  const seen = headsOf(history.truth);
  scheduler.after(GLANCE_MS, () => glance(stage, { since, heads: seen, watched }));
}

function watchReconnected(stage: Stage, tab: Tab, heads: Heads): void {
  const { connectedSince } = tab;
  stage.world.scheduler.after(RECONNECTED_MS, () => {
    if (tab.process.isAlive && tab.connectedSince === connectedSince)
      requireShown(stage, { tab, heads, bound: "5 s after reconnecting" });
  });
}

function signInAgain({ world }: Stage, tab: Tab): void {
  const { session } = tab.chat.getState();
  if (session !== "expired" && session !== "signed-out") return;
  if (world.sessions.verify(tab.browser.sessionId) === undefined) tab.browser.signIn(tab);
  else tab.start();
}
