import { SeededRandom } from "../server/test/support/seeded-random.ts";
import { Violation } from "./engine/violation.ts";
import { Acks } from "./invariants/acks.ts";
import { Arrival } from "./invariants/arrival.ts";
import { Failures } from "./invariants/failures.ts";
import { Honesty } from "./invariants/honesty.ts";
import { LogShape } from "./invariants/log-shape.ts";
import { Marks } from "./invariants/marks.ts";
import { Reads } from "./invariants/reads.ts";
import { Revocation } from "./invariants/revocation.ts";
import { Screens } from "./invariants/screens.ts";
import { Population, surroundingsOf } from "./people/population.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Parts } from "./world/parts.ts";
import { World } from "./world/world.ts";

/** Ten times what a long run needs: beyond it something is tried again without a pause. */
const STEPS_MAX = 200_000;

/** Everything of one run: the deployment, the people, and the checks that watch them. */
export class Stage {
  readonly plan: Plan;
  readonly world: World;
  readonly population: Population;
  readonly arrival: Arrival;
  /** since when everything has worked, in the world's time */
  calmSince = Number.POSITIVE_INFINITY;
  readonly #screens: Screens;

  constructor(seed: number, parts: Parts) {
    this.plan = planOf(new SeededRandom(seed));
    this.world = new World({ seed, plan: this.plan, parts });
    this.population = new Population(surroundingsOf(this.world, this.plan), this.plan);
    const { history, sessions, scheduler } = this.world;
    const { truth } = history;
    const now = () => scheduler.now;
    this.arrival = new Arrival(now);
    this.#screens = new Screens(truth);
    history.checkWith([
      new LogShape(),
      new Honesty(),
      new Acks(truth),
      new Reads(truth),
      new Marks(),
      new Revocation({
        now,
        revokedAt: (sessionId) => sessions.revokedAt(sessionId),
        calmSince: () => this.calmSince,
      }),
      new Failures(),
      this.arrival,
    ]);
  }

  get now(): number {
    return this.world.scheduler.now;
  }

  /** Lets so much time pass, and looks at everything after every step. */
  async pass(milliseconds: number): Promise<void> {
    const { scheduler, history } = this.world;
    const until = scheduler.now + milliseconds;
    while (await scheduler.step(until)) {
      if (scheduler.steps > STEPS_MAX) throw new Violation("liveness", "the run does not come to rest");
      history.settle();
      for (const browser of this.population.browsers) for (const tab of browser.tabs) this.#screens.look(tab);
    }
  }

  note(text: string): void {
    this.world.trace.note(this.now, text);
  }
}
