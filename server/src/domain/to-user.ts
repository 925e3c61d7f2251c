import type { Me, User } from "@duologue/protocol/models";
import type { Person } from "./ports.ts";

/** What others may see of a person. */
export function toUser({ id, name, image, bio }: Person): User {
  return { id, name, image, bio };
}

/** What a person sees of themselves. */
export function toMe(person: Person): Me {
  const { readReceipts, typing, presence } = person.settings;
  return { ...toUser(person), settings: { readReceipts, typing, presence } };
}
