import type { Mutant } from "./mutant.ts";

/** Nodes that keep all the rules but one. */
export const serverMutants: readonly Mutant[] = [
  {
    name: "stamps events with whatever its clock says",
    caughtBy: ["F38"],
    core: { logHead: { nextRow: (real) => (head, event) => real({ ...head, time: 0 }, event) } },
  },
  {
    name: "writes on after a match has ended",
    caughtBy: ["G13"],
    core: { logHead: { headOf: (real) => (row) => ({ ...real(row), closed: false }) } },
  },
  {
    name: "goes on talking to a session that was revoked",
    caughtBy: ["G13"],
    parts: { trustsRevoked: true },
  },
];
