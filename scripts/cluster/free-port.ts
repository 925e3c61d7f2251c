import { once } from "node:events";
import { createServer } from "node:net";

/** A port on this machine where nobody listens right now, for programs that have to be told one. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the server had no port");
  return address.port;
}
