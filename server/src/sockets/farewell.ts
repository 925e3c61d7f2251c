import type { Clock, Random } from "../domain/ports.ts";
import type { Connections } from "./connections.ts";
import { socketLimits } from "./socket-limits.ts";

interface FarewellOptions {
  connections: Connections;
  clock: Clock;
  random: Random;
}

/**
 * Tells every socket that the server stops and when to come back, each at a time of its own, and closes it. Resolves
 * when all connections are closed, or when those that do not take their farewell have had their time.
 */
export async function farewell({ connections, clock, random }: FarewellOptions): Promise<void> {
  for (const socket of connections.sockets())
    socket.emit("server-stopping", {
      retryAfter: Math.round(socketLimits.returnAfterMin + random.fraction() * socketLimits.returnSpread),
    });
  // The connections, not the sockets: a client that is told "disconnect" does not come back by itself.
  const closed = connections.closeAll();
  let cancel = () => {};
  const late = new Promise<void>((resolve) => {
    cancel = clock.after(socketLimits.farewellTimeout, resolve);
  });
  await Promise.race([closed, late]);
  cancel();
}
