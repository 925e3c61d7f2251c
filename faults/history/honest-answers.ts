import type { History } from "./entry.ts";

/** How a stack, a statement or a path of ours would show. */
const INSIDES = /\n\s+at |\bnode:|\.ts\b|\bSELECT |\bINSERT |SQLITE/;

/** I10: what a client is told of a failure says nothing of the insides. */
export function* honestAnswers(history: History): Generator<string> {
  for (const entry of history)
    if ((entry.what === "rejected" || entry.what === "unknown") && INSIDES.test(entry.detail))
      yield `a ${entry.code} says ${entry.detail}`;
}
