import { AppError } from "../../server/src/domain/app-error.ts";
import { Violation } from "../engine/violation.ts";
import type { Check } from "../history/history.ts";
import type { Occurrence } from "../history/occurrence.ts";

/** I11: the only failure of work that nobody waits for is a store that is out of reach. */
export class Failures implements Check {
  see(occurrence: Occurrence): void {
    if (occurrence.kind !== "failed-aside") return;
    const { node, error } = occurrence;
    if (error instanceof AppError && error.code === "unavailable") return;
    throw new Violation("I11", `${node} failed aside: ${String(error)}`);
  }
}
