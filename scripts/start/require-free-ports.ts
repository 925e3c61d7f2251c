import { once } from "node:events";
import { createServer } from "node:net";
import { StartError } from "./start-error.ts";

interface Wanted {
  host: string;
  /** by the variable that sets it */
  ports: Record<string, number>;
  /** what was typed, to be typed again with another port */
  command: string;
}

/** @throws StartError, in words for the terminal, about every port that cannot be had */
export async function requireFreePorts({ host, ports, command }: Wanted): Promise<void> {
  const taken: string[] = [];
  const others: string[] = [];
  const refused: string[] = [];
  for (const [variable, port] of Object.entries(ports)) {
    const failure = await tryPort(host, port);
    if (failure === "EADDRINUSE") {
      taken.push(`Port ${port} is already in use.`);
      others.push(`${variable}=${port + 10}`);
    } else if (failure === "EACCES")
      refused.push(`Port ${port} needs more rights than you have. Set ${variable} to 1024 or above.`);
    else if (failure !== undefined)
      refused.push(`Cannot listen at ${host} (HOST), port ${port} (${variable}): ${failure}`);
  }
  if (taken.length > 0)
    refused.push(
      `${taken.join(" ")} Stop the program that uses it, or choose another port: ${others.join(" ")} ${command}`,
    );
  if (refused.length > 0) throw new StartError(refused.join("\n"));
}

/** The code of what is in the way; undefined: nothing is. */
async function tryPort(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, "listening");
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    server.close();
  }
}
