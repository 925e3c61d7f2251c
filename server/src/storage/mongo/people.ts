import type { MatchKeysAndValues } from "mongodb";
import { AppError } from "../../domain/app-error.ts";
import type { MatchRecord, PeopleStore, Person, PersonChange } from "../../domain/ports.ts";
import type { Sealer } from "../sealer.ts";
import type { Access } from "./access.ts";
import { type Collections, key, type PersonDocument } from "./collections.ts";
import type { Decisions } from "./decisions.ts";
import { isTaken } from "./insert-queue.ts";
import { cursorIn, cursorOf } from "./page-cursor.ts";
import type { Stamps } from "./stamps.ts";

/** People that one read looks through for some on whom nothing was decided. */
const LOOKED_THROUGH = 200;

interface PeopleParts {
  access: Access;
  collections: Pick<Collections, "person" | "pass">;
  decisions: Decisions;
  sealer: Sealer;
  stamps: Stamps;
}

export class MongoPeople implements PeopleStore {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  async find(userId: string): Promise<Person | undefined> {
    const { access, collections } = this.#parts;
    const found = await access.run(() => collections.person.findOne({ _id: userId }));
    return found === null ? undefined : toPerson(found);
  }

  async findMany(userIds: readonly string[]): Promise<Person[]> {
    if (userIds.length === 0) return [];
    const { access, collections } = this.#parts;
    const found = await access.run(() => collections.person.find({ _id: { $in: [...userIds] } }).toArray());
    return found.map(toPerson);
  }

  async add({ id, ...person }: Person): Promise<void> {
    const { access, collections, stamps } = this.#parts;
    await access.run(async () => {
      try {
        await collections.person.insertOne({ _id: id, ...person, joined: stamps.next() });
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    });
  }

  /** Each setting is a member of its own: two nodes that change two of them at once do not undo each other. */
  async update(userId: string, { settings = {}, ...change }: PersonChange): Promise<Person> {
    const { access, collections } = this.#parts;
    const single = Object.entries(settings).map(([name, value]) => [`settings.${name}`, value] as const);
    const members = [...Object.entries(change), ...single].filter(([, value]) => value !== undefined);
    const $set: MatchKeysAndValues<PersonDocument> = Object.fromEntries(members);
    const person = await access.run(() =>
      members.length === 0
        ? collections.person.findOne({ _id: userId })
        : collections.person.findOneAndUpdate({ _id: userId }, { $set }, { returnDocument: "after" }),
    );
    if (person === null) throw new AppError("not_found");
    return toPerson(person);
  }

  /** Who joined last comes first: that is where somebody who comes back finds people to decide on. */
  async undecided(
    userId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ people: Person[]; nextCursor: string | null }> {
    const { sealer } = this.#parts;
    const purpose = { use: "people", userId } as const;
    let below = cursor === undefined ? undefined : cursorIn(sealer.open(cursor, purpose));
    const found: PersonDocument[] = [];
    for (;;) {
      const piece = await this.#joinedBefore(below);
      const decided = await this.#parts.decisions.of(
        userId,
        piece.map(({ _id }) => _id),
      );
      found.push(...piece.filter(({ _id }) => _id !== userId && !decided.has(_id)));
      const last = piece.at(-1);
      if (last === undefined || piece.length < LOOKED_THROUGH || found.length > limit) break;
      below = { stamp: last.joined, id: last._id };
    }
    const page = found.slice(0, limit);
    const end = found.length > limit ? page.at(-1) : undefined;
    return {
      people: page.map(toPerson),
      nextCursor: end ? sealer.seal(cursorOf(end.joined, end._id), purpose) : null,
    };
  }

  async like(
    from: string,
    proposed: MatchRecord,
  ): Promise<{ match: MatchRecord; created: boolean } | undefined> {
    await this.#requireAll(proposed.members);
    return this.#parts.decisions.like(from, proposed);
  }

  async pass(from: string, to: string): Promise<void> {
    await this.#requireAll([from, to]);
    const { access, collections } = this.#parts;
    await access.run(async () => {
      try {
        await collections.pass.insertOne({ _id: key(from, to) });
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
    });
  }

  #joinedBefore(below: { stamp: number; id: string } | undefined): Promise<PersonDocument[]> {
    const { access, collections } = this.#parts;
    const filter = below && {
      $or: [{ joined: { $lt: below.stamp } }, { joined: below.stamp, _id: { $lt: below.id } }],
    };
    return access.run(() =>
      collections.person
        .find(filter ?? {})
        .sort({ joined: -1, _id: -1 })
        .limit(LOOKED_THROUGH)
        .toArray(),
    );
  }

  async #requireAll(userIds: readonly string[]): Promise<void> {
    if ((await this.findMany(userIds)).length < userIds.length) throw new AppError("not_found");
  }
}

function toPerson({ _id, name, image, bio, settings }: PersonDocument): Person {
  const { readReceipts, typing, presence } = settings;
  return { id: _id, name, image, bio, settings: { readReceipts, typing, presence } };
}
