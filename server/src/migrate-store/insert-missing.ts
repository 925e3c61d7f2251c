import { type Collection, type Document, MongoBulkWriteError, type OptionalUnlessRequiredId } from "mongodb";

const DUPLICATE_KEY = 11_000;
/** Well below what one command may carry. */
const AT_ONCE = 500;

/** Inserts what is not there yet: what a run before this one has copied stays as it is. */
export async function insertMissing<Inserted extends Document>(
  collection: Collection<Inserted>,
  documents: readonly Inserted[],
): Promise<void> {
  for (let from = 0; from < documents.length; from += AT_ONCE) {
    const some = documents.slice(from, from + AT_ONCE) as OptionalUnlessRequiredId<Inserted>[];
    await collection.insertMany(some, { ordered: false }).catch(unlessTaken);
  }
}

function unlessTaken(error: unknown): void {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  const areAllTaken = failures.length > 0 && failures.every(({ code }) => code === DUPLICATE_KEY);
  if (!areAllTaken || error.result.getWriteConcernError() !== undefined) throw error;
}
