import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below the ports that Linux gives to outgoing connections (32768 and up): a client that tries to reach a killed server
 * could otherwise be given the server's own port, connect to itself, and keep the server from coming back.
 */
const FIRST = 20_000;
const LAST = 32_000;

/** Whoever asked first may not listen yet. */
const given = new Set<number>();

/** A port on this machine where nobody listens right now, another one each time, for programs that have to be told one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const outcome = Promise.race([
    once(probe, "listening").then(() => true),
    once(probe, "error").then(() => false),
  ]);
  probe.listen({ port, host: "127.0.0.1" });
  const free = await outcome;
  const closed = free && once(probe, "close");
  probe.close();
  await closed;
  return free;
}
