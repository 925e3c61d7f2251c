import { once } from "node:events";
import { createServer } from "node:net";
import { StartError } from "./start-error.ts";

/** Throws, in words for the terminal, when a port is taken. */
export async function requireFreePort(host: string, port: number, variable: string): Promise<void> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, "listening");
  } catch (error) {
    throw new StartError(refusal(error, host, port, variable));
  } finally {
    server.close();
  }
}

function refusal(error: unknown, host: string, port: number, variable: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `Port ${port} is already in use. Stop the program that uses it, or choose another port: ${variable}=${port + 10} npm start`;
  if (code === "EACCES")
    return `Port ${port} needs more rights than you have. Set ${variable} to 1024 or above.`;
  return `Cannot listen at ${host} (HOST), port ${port} (${variable}): ${String(error)}`;
}
