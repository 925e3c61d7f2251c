import type { DatabaseSync } from "node:sqlite";
import { prepareDecidedRuns } from "./decided-runs.ts";
import { prepareJournal } from "./journal.ts";
import type { MatchRow } from "./match-row.ts";
import type { PersonRow } from "./person-row.ts";

/** null: stays as it is */
export interface PersonColumns {
  id: string;
  name: string | null;
  bio: { text: string | null } | null;
  readReceipts: boolean | null;
  typing: boolean | null;
  presence: boolean | null;
}

/** A match that two likes made, or had made before; `position` is 0 when it was there already. */
export interface MutualLike {
  row: MatchRow;
  position: number;
}

export function preparePeopleWrites(db: DatabaseSync) {
  return { ...preparePersonWrites(db), ...prepareDecisionWrites(db) };
}

function preparePersonWrites(db: DatabaseSync) {
  const add = db.prepare(`
    INSERT INTO person (id, name, image, bio, read_receipts, typing, presence)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`);
  const update = db.prepare(`
    UPDATE person SET
      name = coalesce(?2, name),
      bio = iif(?3, ?4, bio),
      read_receipts = coalesce(?5, read_receipts),
      typing = coalesce(?6, typing),
      presence = coalesce(?7, presence)
    WHERE id = ?1
    RETURNING id, name, image, bio, read_receipts, typing, presence`);
  return {
    addPerson(row: PersonRow): void {
      add.run(row.id, row.name, row.image, row.bio, row.read_receipts, row.typing, row.presence);
    },
    /** @returns the person as it is now; undefined when there is nobody with this id */
    updatePerson({ id, name, bio, ...settings }: PersonColumns): PersonRow | undefined {
      const switches = [settings.readReceipts, settings.typing, settings.presence].map((value) =>
        value === null ? null : Number(value),
      );
      return update.get(id, name, bio ? 1 : 0, bio?.text ?? null, ...switches) as PersonRow | undefined;
    },
  };
}

function prepareDecisionWrites(db: DatabaseSync) {
  const person = db.prepare("SELECT key FROM person WHERE id = ?");
  const like = db.prepare(`
    INSERT INTO decision VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET liked = 1 WHERE liked = 0`);
  const pass = db.prepare("INSERT INTO decision VALUES (?, ?, 0) ON CONFLICT DO NOTHING");
  const likes = db.prepare("SELECT 1 FROM decision WHERE by_person = ? AND on_person = ? AND liked = 1");
  const addMatch = db.prepare(`
    INSERT INTO match (id, member_a, member_b, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (member_a, member_b) DO NOTHING`);
  const findMatch = db.prepare(
    "SELECT key, id, member_a, member_b, created_at FROM match WHERE member_a = ? AND member_b = ?",
  );
  const journal = prepareJournal(db);
  const runs = prepareDecidedRuns(db);
  const keyOf = (id: string) => person.get(id)?.["key"] as number | undefined;
  /** Notes that one decided on the other. @returns whether both exist */
  const decide = (from: string, to: string): boolean => {
    const [one, other] = [keyOf(from), keyOf(to)];
    if (one === undefined || other === undefined) return false;
    runs.add(one, other);
    return true;
  };
  return {
    /** @returns undefined: not mutual yet; null: one of the two does not exist */
    like({
      from,
      to,
      proposed,
    }: {
      from: string;
      to: string;
      proposed: Omit<MatchRow, "key">;
    }): MutualLike | undefined | null {
      if (!decide(from, to)) return null;
      like.run(from, to);
      if (likes.get(to, from) === undefined) return undefined;
      const { id, member_a, member_b, created_at } = proposed;
      const created = addMatch.run(id, member_a, member_b, created_at).changes === 1;
      const row = findMatch.get(member_a, member_b) as MatchRow | undefined;
      if (row === undefined) throw new Error("A match that was just added is not there.");
      return { row, position: created ? journal(row.key, "activity") : 0 };
    },
    /** @returns whether both exist */
    pass({ from, to }: { from: string; to: string }): boolean {
      if (!decide(from, to)) return false;
      pass.run(from, to);
      return true;
    },
  };
}
