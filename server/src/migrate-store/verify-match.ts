import { createHash } from "node:crypto";
import type { MatchRecord, Store } from "../domain/ports.ts";
import { logOf } from "./log-of.ts";
import { MoveError } from "./move-error.ts";

/** @throws MoveError when the two stores do not tell the same of this conversation */
export async function verifyMatch(match: MatchRecord, source: Store, target: Store): Promise<void> {
  const [wanted, found] = await Promise.all([digestOf(match, source), digestOf(match, target)]);
  if (found.count !== wanted.count)
    throw new MoveError(`Conversation ${match.id} has ${found.count} events where it had ${wanted.count}.`);
  if (found.hash !== wanted.hash) throw new MoveError(`Conversation ${match.id} is not what it was.`);
}

/** Over what clients can learn of it: every row, the marks and the match itself. */
async function digestOf(match: MatchRecord, store: Store): Promise<{ count: number; hash: string }> {
  const hash = createHash("sha256");
  let count = 0;
  for await (const rows of logOf(store, match.id))
    for (const row of rows) {
      hash.update(canonical(row));
      count += 1;
    }
  for (const member of match.members) hash.update(canonical(await store.marks.of(match.id, member)));
  hash.update(canonical((await store.matches.find(match.id)) ?? null));
  return { count, hash: hash.digest("hex") };
}

/** JSON with the members of every object in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
