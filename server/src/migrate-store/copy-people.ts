import { key } from "../storage/mongo/collections.ts";
import { insertMissing } from "./insert-missing.ts";
import type { KeyedPerson, Source } from "./source.ts";
import type { Target } from "./target.ts";

/**
 * People, whom they like and whom they passed. Their keys become the stamps of joining: the same order, and before
 * everybody who comes later. Everything that is copied is below the positions that were folded for them, so a list is
 * read from its places from the first time on.
 */
export async function copyPeople(
  people: readonly KeyedPerson[],
  source: Source,
  target: Target,
): Promise<void> {
  const { person, like, pass, fold } = target.collections;
  await insertMissing(
    person,
    people.map(({ key: joined, person: { id, ...rest } }) => ({ _id: id, ...rest, joined })),
  );
  await insertMissing(
    fold,
    people.map(({ person: { id } }) => ({ _id: id, p: source.newest })),
  );
  const decisions = people.flatMap(({ person: { id }, decisions }) =>
    decisions.map((decision) => ({ by: id, ...decision })),
  );
  await insertMissing(
    like,
    decisions.filter(({ liked }) => liked).map(({ by, on }) => ({ _id: key(...[by, on].sort()), by })),
  );
  await insertMissing(
    pass,
    decisions.filter(({ liked }) => !liked).map(({ by, on }) => ({ _id: key(by, on) })),
  );
}
