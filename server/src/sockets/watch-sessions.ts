import type { Clock, Random, Sessions } from "../domain/ports.ts";
import type { Log } from "../log.ts";
import type { ChatSocket } from "./chat-socket.ts";
import type { Connections } from "./connections.ts";
import { socketLimits } from "./socket-limits.ts";
import type { SocketMetrics } from "./socket-metrics.ts";

interface WatchOptions {
  connections: Connections;
  sessions: Sessions;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: SocketMetrics;
}

/**
 * Ends sockets with their sessions (G13): at once when the session ends on this node, and by a sweep that asks about
 * all sessions in one query, for those that expire or end elsewhere. Returns how to stop.
 */
export function watchSessions(options: WatchOptions): () => void {
  const { connections, sessions, clock, random } = options;
  let cancel = () => {};
  let isStopped = false;
  const schedule = () => {
    const delay = socketLimits.sweepInterval + (2 * random.fraction() - 1) * socketLimits.sweepJitter;
    cancel = clock.after(delay, () => {
      const done = sweep(options).catch((error: unknown) => distrust(error, options));
      void done.then(() => {
        if (!isStopped) schedule();
      });
    });
  };
  schedule();
  const unsubscribe = sessions.onEnded((sessionId) => {
    for (const socket of connections.ofSession(sessionId)) end(socket, options);
  });
  return () => {
    isStopped = true;
    cancel();
    unsubscribe();
  };
}

async function sweep(options: WatchOptions): Promise<void> {
  const { connections, sessions } = options;
  const sessionIds = connections.sessionIds();
  if (sessionIds.length === 0) return;
  const valid = await sessions.stillValid(sessionIds);
  for (const sessionId of sessionIds)
    if (!valid.has(sessionId)) for (const socket of connections.ofSession(sessionId)) end(socket, options);
}

/** Nobody can say whether a session was prolonged or revoked: what was known when it was proved decides. */
function distrust(error: unknown, options: WatchOptions): void {
  const { connections, clock, log, metrics } = options;
  metrics.failedSweeps.inc();
  log.error({ error }, "sessions could not be checked");
  for (const socket of connections.sockets()) if (socket.data.expiresAt <= clock.now()) end(socket, options);
}

function end(socket: ChatSocket, { metrics }: WatchOptions): void {
  metrics.cut.inc({ reason: "session_ended" });
  if (socket.connected) {
    socket.emit("session-ended", { code: "unauthenticated" });
    socket.disconnect(true);
  } else {
    // It was proved a moment ago and would be connected in the next.
    socket.conn.close();
  }
}
