import type { UpEvent } from "@duologue/protocol/up";
import { AppError } from "../domain/app-error.ts";
import type { Clock } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import type { ChatSocket } from "./chat-socket.ts";
import { takeEventsDirectly } from "./direct-events.ts";
import { EventBudget } from "./event-budget.ts";
import { isKnown } from "./is-known.ts";
import type { SocketMetrics } from "./socket-metrics.ts";
import { socketProblem } from "./socket-problem.ts";

/** Takes whatever a client sent with an event, and answers what its acknowledgement carries beside `ok: true`. */
export type Receiver = (socket: ChatSocket, argument: unknown) => Promise<object>;
export type Receivers = Readonly<Record<UpEvent, Receiver>>;

export interface Door {
  receivers: Receivers;
  rateLimits: boolean;
  clock: Clock;
  log: Log;
  metrics: SocketMetrics;
}

type Acknowledge = (reply: object) => void;

/** What a client said. */
interface Said {
  /** undefined when it is none of ours */
  name: UpEvent | undefined;
  args: readonly unknown[];
  acknowledge: Acknowledge | undefined;
}

/**
 * The one door for everything that a client says on a socket. It stands before Socket.IO's own dispatch and passes
 * nothing on: no name that a client makes up reaches an emitter (A096), names that are not known are ignored, and
 * nothing that is thrown on the way gets past it (F61).
 */
export function bind(socket: ChatSocket, door: Door): void {
  const budget = door.rateLimits ? new EventBudget(door.clock) : undefined;
  const hear = (said: Said) => {
    receive(said, { socket, budget, door }).catch((error: unknown) =>
      door.log.error({ error, socketId: socket.id }, "an event could not be answered"),
    );
  };
  const { receivers } = door;
  socket.use(([name, ...rest]: readonly unknown[]) => {
    const acknowledge = acknowledgementOf(rest);
    const args = acknowledge === undefined ? rest : rest.slice(0, -1);
    hear({ name: isKnown(name, receivers) ? name : undefined, args, acknowledge });
  });
  takeEventsDirectly(socket.conn, { receivers, onEvent: hear });
}

interface Visitor {
  socket: ChatSocket;
  /** undefined when rates are not limited */
  budget: EventBudget | undefined;
  door: Door;
}

async function receive({ name, args, acknowledge }: Said, { socket, budget, door }: Visitor): Promise<void> {
  if (!socket.connected) return;
  try {
    budget?.spend();
    if (name === undefined) return;
    door.metrics.events.inc({ event: name });
    if (args.length > 1) throw new AppError("validation_failed", "An event takes one argument");
    const result = await door.receivers[name](socket, args[0]);
    acknowledge?.({ ok: true, ...result });
  } catch (error) {
    const { userId } = socket.data;
    const problem = socketProblem(error, door.log, { event: name, userId, socketId: socket.id });
    door.metrics.failures.inc({ event: name ?? "unknown", code: problem.code });
    acknowledge?.({ ok: false, error: problem });
    if (budget?.isExhausted) cut(socket, door);
  }
}

function cut(socket: ChatSocket, { metrics }: Door): void {
  metrics.cut.inc({ reason: "flood" });
  socket.disconnect(true);
}

/** Socket.IO appends a function when the client asked for an answer. What a client sends can never be one. */
function acknowledgementOf(args: readonly unknown[]): Acknowledge | undefined {
  const last = args.at(-1);
  return typeof last === "function" ? (reply) => last(reply) : undefined;
}
