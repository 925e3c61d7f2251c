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
 * all sessions in one query, for those that expire or end elsewhere. A sweep that fails is soon repeated, and one
 * begins at once when endings may have been missed. Returns how to stop.
 */
export function watchSessions(options: WatchOptions): () => void {
  const { connections, sessions, clock, random } = options;
  let cancel = () => {};
  let isStopped = false;
  let failures = 0;
  const schedule = () => {
    cancel();
    const { sweepInterval, sweepJitter, sweepRetry } = socketLimits;
    const usual = sweepInterval + (2 * random.fraction() - 1) * sweepJitter;
    const soon = sweepRetry * 2 ** (failures - 1) * (0.5 + random.fraction());
    cancel = clock.after(failures === 0 ? usual : Math.min(usual, soon), begin);
  };
  const begin = () => {
    const done = sweep(options).then(
      () => {
        failures = 0;
      },
      (error: unknown) => {
        failures += 1;
        distrust(error, options);
      },
    );
    void done.then(() => {
      if (!isStopped) schedule();
    });
  };
  schedule();
  const unsubscribe = [
    sessions.onEnded((sessionId) => {
      for (const socket of connections.ofSession(sessionId)) end(socket, options);
    }),
    sessions.onDoubt(begin),
  ];
  return () => {
    isStopped = true;
    cancel();
    for (const stop of unsubscribe) stop();
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
