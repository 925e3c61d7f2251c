import { Person } from "../../server/test/support/person.ts";
import type { Recorder } from "../history/recorder.ts";

/** Two people with a conversation, and the mark of every text in it. */
export interface Pair {
  match: string;
  canary: string;
  people: readonly [Person, Person];
}

interface PairOptions {
  url: string;
  count: number;
  recorder: Recorder;
  /** first part of every name, so that two calls make different people */
  name?: string;
}

/** Signs up pairs of people who match. */
export function signUpPairs(options: PairOptions): Promise<Pair[]> {
  return Promise.all(Array.from({ length: options.count }, (_, index) => signUpPair(options, index)));
}

async function signUpPair({ url, recorder, name = "pair" }: PairOptions, index: number): Promise<Pair> {
  const signUp = (side: string) =>
    Person.signUp(url, { name: `${name} ${index} ${side}`, email: `${name}-${index}-${side}@example.org` });
  const [left, right] = await Promise.all([signUp("left"), signUp("right")]);
  const match = await left.matchWith(right);
  const canary = `canary-${name}${index}`;
  recorder.note({ what: "match", match, users: [left.id, right.id], canary });
  return { match, canary, people: [left, right] };
}
