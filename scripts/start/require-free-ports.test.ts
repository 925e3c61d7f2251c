import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { expect, test } from "vitest";
import { requireFreePorts } from "./require-free-ports.ts";

const host = "127.0.0.1";
const command = "npm start";

async function takenPort(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : 0 };
}

test("ports in use are told together, with the variables that choose others; once they are free nothing is", async () => {
  const [api, web] = [await takenPort(), await takenPort()];
  const ports = { PORT: api.port, WEB_PORT: web.port };

  await expect(requireFreePorts({ host, ports, command })).rejects.toThrow(
    `Port ${api.port} is already in use. Port ${web.port} is already in use. Stop the program that uses it, or ` +
      `choose another port: PORT=${api.port + 10} WEB_PORT=${web.port + 10} npm start`,
  );

  for (const { server } of [api, web]) {
    server.close();
    await once(server, "close");
  }
  await requireFreePorts({ host, ports, command });
});

test("an address that is not ours is said to be the problem", async () => {
  await expect(requireFreePorts({ host: "192.0.2.1", ports: { PORT: 5001 }, command })).rejects.toThrow(
    /^Cannot listen at 192\.0\.2\.1 \(HOST\)/,
  );
});
