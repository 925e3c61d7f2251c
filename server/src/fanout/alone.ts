import type { SessionEndings } from "../domain/ports.ts";

/** For a node that has no way to the others, if there are any: they find out by their sweeps. */
export const aloneEndings: SessionEndings = {
  tell: () => Promise.resolve(),
  listen: () => {},
  onMissed: () => {},
};
