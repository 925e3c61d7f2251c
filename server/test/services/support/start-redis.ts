import { freePort } from "./free-port.ts";
import { onPath } from "./on-path.ts";
import { ServiceProcess } from "./service-process.ts";
import type { Service } from "./start-mongo.ts";

/** The server of REDIS_URL; else one of our own, that keeps nothing. @throws when there is none */
export async function startRedis(): Promise<Service> {
  const given = process.env["REDIS_URL"];
  if (given) return { url: given, name: "the server of REDIS_URL", stop: async () => {} };
  if (!onPath("redis-server"))
    throw new Error("No Redis: set REDIS_URL, or install redis-server (Debian: redis-server).");
  const port = await freePort();
  return startOwnRedis(port);
}

/** @param port where nobody listens */
export async function startOwnRedis(port: number): Promise<Service> {
  const service = await ServiceProcess.start({
    program: "redis-server",
    args: ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
    readyWhen: /Ready to accept connections/,
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    name: "redis-server of this machine",
    process: service,
    stop: () => service.stop(),
  };
}
