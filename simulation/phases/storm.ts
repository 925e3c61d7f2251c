import type { ChatApi } from "../../lib/chat-ports.ts";
import { Process } from "../engine/process.ts";
import { clientApi } from "../people/client-api.ts";
import { live } from "../people/life.ts";
import type { Person } from "../people/person.ts";
import { intrude } from "../people/stranger.ts";
import type { Stage } from "../stage.ts";
import { strike } from "../world/disasters.ts";

/** How often somebody looks where they should not, on average, in milliseconds. */
const INTRUSION_MS = 4_000;
/** What somebody has set off just before they rest may still happen for so long, in milliseconds. */
const AFTERMATH_MS = 400;

/** People act and things break. */
export async function storm(stage: Stage): Promise<void> {
  const { world, plan, population } = stage;
  const { scheduler, random, trace } = world;
  const rests = population.people.map((person) =>
    live(person, { scheduler, random, trace, paceMs: plan.paceMs }),
  );
  rests.push(every(stage, plan.disasterMs, () => stage.note(strike(world))));
  const apis = population.people.map((person) => ({ person, api: strangerApi(stage, person) }));
  rests.push(
    every(stage, INTRUSION_MS, () => {
      const one = apis[random.below(apis.length)];
      if (one) void intrude({ ...one, ...world });
    }),
  );
  await stage.pass(plan.stormMs);
  for (const rest of rests) rest();
  await stage.pass(AFTERMATH_MS);
}

/** Does it again and again, after random pauses of this length on average; the returned function ends it. */
function every({ world }: Stage, milliseconds: number, act: () => void): () => void {
  const { scheduler, random } = world;
  let over = false;
  const next = () =>
    scheduler.after(random.fraction() * 2 * milliseconds, () => {
      if (over) return;
      act();
      next();
    });
  next();
  return () => {
    over = true;
  };
}

/** The API with a program of the person's own instead of our client. */
function strangerApi({ world, plan }: Stage, person: Person): ChatApi {
  const process = new Process(world.scheduler);
  const sessionId = world.sessions.issue(person.userId);
  const caller = {
    name: `${person.userId}'s program`,
    process,
    isOnline: () => true,
    sessionId: () => sessionId,
  };
  const userId = () => person.userId;
  return clientApi({ ...world, caller, userId, eventsPage: plan.eventsPage, signOut: () => {} });
}
