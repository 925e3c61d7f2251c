import type { DemoPerson } from "@/components/entry/demo-people";

/** The people of a demonstration, from DEMO_PEOPLE; without it none. Throws when it is not what the demo writes. */
export function demoPeople(): DemoPerson[] {
  const json = process.env["DEMO_PEOPLE"];
  if (json === undefined || json === "") return [];
  const people: unknown = JSON.parse(json);
  if (!Array.isArray(people) || !people.every(isDemoPerson))
    throw new Error("DEMO_PEOPLE must be a JSON array of {name, email, password, note}.");
  return people;
}

function isDemoPerson(value: unknown): value is DemoPerson {
  if (typeof value !== "object" || value === null) return false;
  const person: Partial<Record<string, unknown>> = { ...value };
  return ["name", "email", "password", "note"].every((member) => typeof person[member] === "string");
}
