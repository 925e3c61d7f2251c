import { Mark } from "./mark";

/** The name with its sign: two voices, each with the corner that faces the other. */
export function Wordmark() {
  return (
    <p className="flex items-center gap-2.5 text-lg font-bold">
      <Mark />
      Duologue
    </p>
  );
}
