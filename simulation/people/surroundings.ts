import type { ChatPorts } from "../../lib/chat-ports.ts";
import type { SeededRandom } from "../../server/test/support/seeded-random.ts";
import type { Scheduler } from "../engine/scheduler.ts";
import type { Trace } from "../engine/trace.ts";
import type { History } from "../history/history.ts";
import type { Network } from "../world/network.ts";
import type { SimulatedNode } from "../world/node.ts";
import type { SessionBook } from "../world/session-book.ts";
import type { Weather } from "../world/weather.ts";

/** What people and their devices live in. */
export interface Surroundings {
  scheduler: Scheduler;
  random: SeededRandom;
  weather: Weather;
  trace: Trace;
  history: History;
  network: Network;
  sessions: SessionBook;
  /** milliseconds since 1970 at the world's beginning */
  epochStart: number;
  eventsPage: number;
  /** Ends sessions at this node and tells the others. */
  signOut: (userId: string, node: SimulatedNode, sessionIds: readonly string[]) => void;
  aroundPorts: (ports: ChatPorts) => ChatPorts;
}
