import type { Plan } from "../plan.ts";
import type { World } from "../world/world.ts";
import { Browser } from "./browser.ts";
import { Person } from "./person.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Tab } from "./tab.ts";

/** Everybody with their devices, each signed in and with its tabs open. */
export class Population {
  readonly people: readonly Person[];
  readonly browsers: readonly Browser[];

  constructor(surroundings: Surroundings, plan: Plan) {
    this.people = plan.people.map(({ userId, tabs }) => {
      const browsers = tabs.map((_, n) => new Browser(surroundings, { userId, name: `${userId}${n + 1}` }));
      return new Person(surroundings.history, userId, browsers);
    });
    this.browsers = this.people.flatMap(({ browsers }) => browsers);
  }

  open(plan: Plan): void {
    for (const [n, person] of this.people.entries())
      for (const [m, browser] of person.browsers.entries()) {
        browser.signIn();
        for (let tab = 0; tab < (plan.people[n]?.tabs[m] ?? 0); tab += 1) browser.openTab();
      }
  }

  tabs(): Tab[] {
    return this.browsers.flatMap(({ tabs }) => tabs);
  }
}

export function surroundingsOf(world: World, plan: Plan): Surroundings {
  return { ...world, eventsPage: plan.eventsPage, aroundPorts: world.parts.ports };
}
