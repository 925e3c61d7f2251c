import { once } from "node:events";
import { createServer } from "node:net";

/** The system may offer the same port again before whoever asked first has begun to listen. */
const given = new Set<number>();

/** A port that nobody uses right now, and another one each time. */
export async function freePort(): Promise<number> {
  const port = await offeredPort();
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}

async function offeredPort(): Promise<number> {
  const server = createServer();
  server.listen({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}
