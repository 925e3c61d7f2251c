import type { Collections } from "./collections.ts";

/** Under this name the database says that it is being filled, and from which store. */
const FILLING = "filling";

/** Which store the database is being filled from; undefined: it is whole. */
export async function filledFrom({ meta }: Pick<Collections, "meta">): Promise<string | undefined> {
  return (await meta.findOne({ _id: FILLING }))?.value;
}

/** To be called on an empty database, before anything is in it: no node serves it until the filling has ended. */
export async function beginFilling({ meta }: Pick<Collections, "meta">, from: string): Promise<void> {
  await meta.insertOne({ _id: FILLING, value: from });
}

/** Everything is there: from here on nodes may serve it. */
export async function endFilling({ meta }: Pick<Collections, "meta">): Promise<void> {
  await meta.deleteOne({ _id: FILLING });
}
