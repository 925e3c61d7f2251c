import { BSON } from "mongodb";
import { collectionsOf, type EventDocument, indexes } from "../../server/src/storage/mongo/collections.ts";
import type { Deployment } from "./deployment.ts";

/** Bytes of the messages that are there: as documents, and as the keys by which they are found, uncompressed. */
export async function messageBytes({ connection }: Deployment): Promise<{ document: number; keys: number }> {
  const found = await collectionsOf(connection.db).event.find({ kind: "message" }).limit(1_000).toArray();
  const mean = (size: (event: EventDocument) => number) =>
    found.reduce((sum, event) => sum + size(event), 0) / found.length;
  return { document: mean((event) => BSON.calculateObjectSize(event)), keys: mean(keyBytes) };
}

/** An index on a list has one key for each of its entries: here, for each member. */
function keyBytes(event: EventDocument): number {
  const keysOf = (fields: readonly string[]) => {
    const copies = fields.includes("u") ? event.u.length : 1;
    const one = Object.fromEntries(
      fields.map((field) => [field, field === "u" ? event.u[0] : event[field as keyof EventDocument]]),
    );
    return copies * BSON.calculateObjectSize(one);
  };
  const fieldsOfIndexes = [["_id"], ...(indexes.event ?? []).map(({ key }) => Object.keys(key))];
  return fieldsOfIndexes.reduce((sum, fields) => sum + keysOf(fields), 0);
}
