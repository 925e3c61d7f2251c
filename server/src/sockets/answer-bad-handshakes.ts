import { AppError } from "../domain/app-error.ts";
import type { Log } from "../log.ts";
import type { EngineConnection } from "./chat-socket.ts";
import { socketProblem } from "./socket-problem.ts";

/** Socket.IO's packet CONNECT with something after it that is no object, namespace or number. */
const BAD_HANDSHAKE = /^0[^{/\d]/;
/** CONNECT_ERROR */
const REFUSAL = "4";

/**
 * Says why to a client whose `auth` is no object (A075). Socket.IO itself closes the connection without a word, and the
 * stock client would try again for ever without knowing why. Returns a listener for the packets of any connection.
 */
export function answerBadHandshakes(log: Log) {
  return function answer(this: EngineConnection, { type, data }: { type: string; data?: unknown }): void {
    if (type !== "message" || typeof data !== "string" || !BAD_HANDSHAKE.test(data)) return;
    const problem = socketProblem(new AppError("unauthenticated", "auth must be an object"), log);
    this.send(REFUSAL + JSON.stringify({ message: problem.code, data: problem }));
  };
}
