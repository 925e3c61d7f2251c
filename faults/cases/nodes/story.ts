import type { NodesWorld } from "../../nodes/nodes-world.ts";
import type { FaultCase } from "../fault-case.ts";

/** What happens on three nodes with MongoDB and Redis while everybody writes. */
export interface Story extends Pick<FaultCase, "id" | "fault" | "how" | "expected"> {
  /** Answers with what was seen beside what the history says, if anything. @throws when what is expected does not hold */
  happens(world: NodesWorld, long: boolean): Promise<string | undefined>;
}
