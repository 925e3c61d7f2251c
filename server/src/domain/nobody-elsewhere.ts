import type { Whereabouts } from "./ports.ts";

/** For a deployment of one node, and for a node that cannot hear of the others. */
export const nobodyElsewhere: Whereabouts = {
  came: () => Promise.resolve(),
  went: () => Promise.resolve(),
  elsewhere: () => Promise.resolve(new Set()),
  onLost: () => {},
};
