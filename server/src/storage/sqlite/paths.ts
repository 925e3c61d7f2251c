import { join } from "node:path";

/** The files of a store in its directory. */
export function pathsIn(directory: string): { data: string; lock: string } {
  return { data: join(directory, "duologue.db"), lock: join(directory, "owner.lock") };
}
