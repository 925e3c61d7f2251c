import type { Person } from "../../domain/ports.ts";

export const PERSON_COLUMNS = "id, name, image, bio, read_receipts, typing, presence";

/** A row of `person` without its key. */
export interface PersonRow {
  id: string;
  name: string;
  image: string | null;
  bio: string | null;
  read_receipts: number;
  typing: number;
  presence: number;
}

export function toPerson({ id, name, image, bio, read_receipts, typing, presence }: PersonRow): Person {
  const settings = { readReceipts: read_receipts === 1, typing: typing === 1, presence: presence === 1 };
  return { id, name, image, bio, settings };
}

export function toPersonRow({ id, name, image, bio, settings }: Person): PersonRow {
  const { readReceipts, typing, presence } = settings;
  return {
    id,
    name,
    image,
    bio,
    read_receipts: Number(readReceipts),
    typing: Number(typing),
    presence: Number(presence),
  };
}
