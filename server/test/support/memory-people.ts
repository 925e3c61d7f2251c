import { AppError } from "../../src/domain/app-error.ts";
import type { PeopleStore, Person } from "../../src/domain/ports.ts";
import { key, type MemoryData } from "./memory-data.ts";
import type { MemoryGate } from "./memory-gate.ts";
import { seal, unsealCursor } from "./memory-place.ts";

/** Without what is undefined. */
function named<Change extends object>(change: Change) {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Change]?: Exclude<Change[Name], undefined> };
}

export function memoryPeople(data: MemoryData, gate: MemoryGate): PeopleStore {
  const require = (userId: string): Person => {
    const person = data.people.get(userId);
    if (person === undefined) throw new AppError("not_found");
    return person;
  };

  return {
    find: (userId) => gate.call(() => structuredClone(data.people.get(userId))),
    findMany: (userIds) =>
      gate.call(() =>
        [...new Set(userIds)].flatMap((userId) => structuredClone(data.people.get(userId)) ?? []),
      ),
    add: (person) =>
      gate.call(() => {
        if (!data.people.has(person.id)) data.people.set(person.id, structuredClone(person));
      }),
    update: (userId, change) =>
      gate.call(() => {
        const before = require(userId);
        const { settings = {}, ...more } = named(change);
        const person = { ...before, ...more, settings: { ...before.settings, ...named(settings) } };
        data.people.set(userId, person);
        return structuredClone(person);
      }),
    undecided: (userId, cursor, limit) =>
      gate.call(() => {
        const place = { kind: "people", userId, epoch: data.epoch } as const;
        const from = cursor === undefined ? 0 : unsealCursor(place, cursor);
        const found = [...data.people.values()]
          .map((person, position) => ({ person, position }))
          .filter(({ person: { id }, position }) => position >= from && id !== userId)
          .filter(({ person: { id } }) => !data.decisions.has(key(userId, id)));
        const next = found[limit];
        return {
          people: found.slice(0, limit).map(({ person }) => structuredClone(person)),
          nextCursor: next === undefined ? null : seal(place, next.position),
        };
      }),
    like: (from, proposed) =>
      gate.call(() => {
        const [one, other] = proposed.members;
        const to = one === from ? other : one;
        require(from);
        require(to);
        data.decisions.set(key(from, to), "like");
        const match = data.matchOf.get(key(...proposed.members));
        if (match !== undefined) return { match, created: false };
        if (data.decisions.get(key(to, from)) !== "like") return undefined;
        const created = structuredClone(proposed);
        data.matches.set(created.id, created);
        data.matchOf.set(key(...created.members), created);
        data.changed(created, { active: true });
        return { match: created, created: true };
      }),
    pass: (from, to) =>
      gate.call(() => {
        require(from);
        require(to);
        if (!data.decisions.has(key(from, to))) data.decisions.set(key(from, to), "pass");
      }),
  };
}
