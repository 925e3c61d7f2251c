import type { Settings } from "@duologue/protocol/models";
import type { MatchRecord, PeopleStore, Person } from "./ports.ts";

/** Signals are reciprocal: who does not give one does not get it either. */
export function bothGive(signal: keyof Settings, one: Person, other: Person): boolean {
  return one.settings[signal] && other.settings[signal];
}

/** Whether both members of the match give this signal right now. */
export async function membersGive(
  signal: keyof Settings,
  match: MatchRecord,
  people: PeopleStore,
): Promise<boolean> {
  const [one, other] = await people.findMany(match.members);
  return one !== undefined && other !== undefined && bothGive(signal, one, other);
}
