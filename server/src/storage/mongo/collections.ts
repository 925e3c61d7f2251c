import type { Event } from "@duologue/protocol/models";
import type { Collection, Db, IndexDescription } from "mongodb";
import type { Person } from "../../domain/ports.ts";

/** The pieces of a change that show it to both members: who they are, and when. See Stamps. */
interface Change {
  /** the members of the match */
  u: readonly [string, string];
  /** the stamp */
  p: number;
}

/** A row of the log. Names are short because they are stored with every row. */
export interface EventDocument extends Change {
  /** the match and the seq, in twelve digits: unique, and in the order of the log */
  _id: string;
  /** the match; the shard key */
  m: string;
  /** the actor */
  a: string;
  /** the clientMessageId */
  c: string;
  id: string;
  seq: number;
  kind: Event["kind"];
  target: number | null;
  body: string | null;
  at: string;
  sent: readonly [number, number];
  messageSeq: number;
}

/** One rise of one mark. The highest holds; lower ones are removed some time. */
export interface MarkDocument extends Change {
  /** the match, the member, the kind and the seq: unique, so that each rise is told once */
  _id: string;
  m: string;
  /** whose mark it is */
  a: string;
  kind: "read" | "delivered";
  seq: number;
  /** when, in milliseconds since 1970 */
  at: number;
}

export interface MatchDocument extends Change {
  _id: string;
  /** both members' ids: unique */
  pair: string;
  /** milliseconds since 1970 */
  at: number;
}

export interface PersonDocument extends Omit<Person, "id"> {
  _id: string;
  /** the stamp of joining */
  joined: number;
}

/** The first like between two people. The second one is their match. */
export interface LikeDocument {
  /** both people's ids */
  _id: string;
  by: string;
}

/** "Not this one." Says all in its _id: who, and about whom. */
export interface PassDocument {
  _id: string;
}

/** Where a match is in one member's lists, as far as it was folded. See MatchPlaces. */
export interface PlaceDocument {
  /** the member, the match and `changed` */
  _id: string;
  u: string;
  m: string;
  /** stamp of the newest message, or of the beginning */
  active: number;
  /** stamp of the newest change */
  changed: number;
  ended: boolean;
}

/** Up to where somebody's changes were folded. */
export interface FoldDocument {
  _id: string;
  p: number;
}

export interface MetaDocument {
  _id: string;
  value: string;
}

export interface Collections {
  event: Collection<EventDocument>;
  mark: Collection<MarkDocument>;
  match: Collection<MatchDocument>;
  person: Collection<PersonDocument>;
  like: Collection<LikeDocument>;
  pass: Collection<PassDocument>;
  place: Collection<PlaceDocument>;
  fold: Collection<FoldDocument>;
  meta: Collection<MetaDocument>;
}

export function collectionsOf(db: Db): Collections {
  return {
    event: db.collection("event"),
    mark: db.collection("mark"),
    match: db.collection("match"),
    person: db.collection("person"),
    like: db.collection("like"),
    pass: db.collection("pass"),
    place: db.collection("place"),
    fold: db.collection("fold"),
    meta: db.collection("meta"),
  };
}

const changes: IndexDescription = { key: { u: 1, p: 1 }, name: "changes" };

/**
 * What is indexed beside `_id`. The two unique ones carry promises: one event for each clientMessageId (G3), one match
 * for each pair. Their fields are in every document: what is missing counts as equal on some servers, as different on
 * others.
 */
export const indexes: Partial<Record<keyof Collections, IndexDescription[]>> = {
  event: [{ key: { m: 1, a: 1, c: 1 }, name: "client", unique: true }, changes],
  mark: [{ key: { m: 1 }, name: "match" }, changes],
  match: [{ key: { pair: 1 }, name: "pair", unique: true }, changes],
  person: [{ key: { joined: -1, _id: -1 }, name: "joined" }],
  place: [
    { key: { u: 1, active: -1, m: -1, changed: -1 }, name: "active" },
    { key: { u: 1, changed: 1 }, name: "changed" },
    { key: { u: 1, m: 1 }, name: "match" },
  ],
};

/** Ids have no colon. */
export function key(...ids: readonly string[]): string {
  return ids.join(":");
}

/** A key whose order is that of the numbers. */
export function seqKey(seq: number): string {
  return String(seq).padStart(12, "0");
}
