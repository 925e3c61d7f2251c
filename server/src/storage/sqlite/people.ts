import { LRUCache } from "lru-cache";
import { AppError } from "../../domain/app-error.ts";
import type { MatchRecord, PeopleStore, Person, PersonChange } from "../../domain/ports.ts";
import type { Activity } from "./activity.ts";
import { toKeyedMatch } from "./match-row.ts";
import type { OpenPeers } from "./open-peers.ts";
import { PERSON_COLUMNS, type PersonRow, toPerson, toPersonRow } from "./person-row.ts";
import type { PositionSealer } from "./position-sealer.ts";
import type { Reader } from "./reader.ts";
import { UndecidedReader } from "./undecided-reader.ts";
import type { WriteQueue } from "./write-queue.ts";

/** Entries of a kilobyte at most, nearly always less. Whoever falls out costs one look-up. */
const REMEMBERED = 20_000;

interface PeopleParts {
  reader: Reader;
  queue: WriteQueue;
  activity: Activity;
  sealer: PositionSealer;
  openPeers: OpenPeers;
}

/**
 * Every message says who sent it, so people are remembered from one change to the next. This process is the only one
 * that changes them: what is remembered is what is stored.
 */
export class SqlitePeople implements PeopleStore {
  readonly #parts: PeopleParts;
  readonly #undecided: UndecidedReader;
  readonly #known = new LRUCache<string, Person>({ max: REMEMBERED });

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#undecided = new UndecidedReader(parts.reader);
  }

  async find(userId: string): Promise<Person | undefined> {
    const known = this.#known.get(userId);
    if (known !== undefined) return known;
    const row = this.#parts.reader.get<PersonRow>(
      `SELECT ${PERSON_COLUMNS} FROM person WHERE id = ?`,
      userId,
    );
    return row && this.#remembered(toPerson(row));
  }

  async findMany(userIds: readonly string[]): Promise<Person[]> {
    const wanted = [...new Set(userIds)];
    const known = wanted.flatMap((userId) => this.#known.get(userId) ?? []);
    if (known.length === wanted.length) return known;
    return this.#parts.reader
      .all<PersonRow>(
        `SELECT ${PERSON_COLUMNS} FROM person WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(wanted),
      )
      .map((row) => this.#remembered(toPerson(row)));
  }

  async add(person: Person): Promise<void> {
    await this.#parts.queue.add("addPerson", toPersonRow(person));
  }

  async update(userId: string, { name, bio, settings }: PersonChange): Promise<Person> {
    const row = await this.#parts.queue
      .add("updatePerson", {
        id: userId,
        name: name ?? null,
        bio: bio === undefined ? null : { text: bio },
        readReceipts: settings?.readReceipts ?? null,
        typing: settings?.typing ?? null,
        presence: settings?.presence ?? null,
      })
      // Whatever became of it: where the disk failed, nobody knows.
      .finally(() => this.#known.delete(userId));
    if (row === undefined) throw new AppError("not_found");
    return toPerson(row);
  }

  /** Who joined last comes first: that is where somebody who comes back finds people to decide on. */
  async undecided(
    userId: string,
    cursor: string | undefined,
    limit: number,
  ): Promise<{ people: Person[]; nextCursor: string | null }> {
    const { sealer } = this.#parts;
    const purpose = { use: "people", userId } as const;
    const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : sealer.require(cursor, purpose);
    const rows = this.#undecided.page(userId, below, limit + 1);
    const page = rows.slice(0, limit);
    const end = rows.length > limit ? page.at(-1) : undefined;
    return { people: page.map(toPerson), nextCursor: end ? sealer.seal(end.key, purpose) : null };
  }

  async like(
    from: string,
    proposed: MatchRecord,
  ): Promise<{ match: MatchRecord; created: boolean } | undefined> {
    const { queue, activity, openPeers } = this.#parts;
    const { id, members, createdAt } = proposed;
    const [a, b] = members;
    const input = {
      from,
      to: a === from ? b : a,
      proposed: { id, member_a: a, member_b: b, created_at: createdAt },
    };
    const mutual = await queue
      .add("like", input, {
        committed(answer) {
          if (answer && answer.position > 0)
            activity.note(toKeyedMatch(answer.row), answer.position, "activity");
        },
      })
      .finally(() => openPeers.changed(proposed));
    if (mutual === null) throw new AppError("not_found");
    return mutual && { match: toKeyedMatch(mutual.row).match, created: mutual.position > 0 };
  }

  async pass(from: string, to: string): Promise<void> {
    if (!(await this.#parts.queue.add("pass", { from, to }))) throw new AppError("not_found");
  }

  #remembered(person: Person): Person {
    this.#known.set(person.id, person);
    return person;
  }
}
