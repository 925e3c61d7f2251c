import { once } from "node:events";
import { connect } from "node:net";
import { z } from "zod";
import { HttpConnection } from "../load/http-connection.ts";
import { processUsage } from "../machine/process-usage.ts";

const WARM_UP = 500;
const MEASURED = 3_000;

const Synced = z.object({ token: z.string(), matches: z.array(z.unknown()), hasMore: z.boolean() });

export interface QuietSync {
  /** of the server, for one question */
  cpuMilliseconds: number;
  /** of the answer, head and all */
  bytes: number;
}

/** What it costs when somebody asks what has changed, and nothing has. */
export async function measureQuietSync(
  server: { url: string; pid: number },
  token: string,
): Promise<QuietSync> {
  const since = await latestToken(server.url, token);
  const request = `GET /api/sync?since=${since} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n`;
  const connection = await HttpConnection.open(server.url);
  const ask = (times: number) =>
    new Promise<void>((resolve, reject) => {
      let left = times;
      for (let n = 0; n < times; n += 1)
        connection.send(`${request}\r\n`, ({ status, body }) => {
          left -= 1;
          if (status !== 200) reject(new Error(`Asking for changes was answered with ${status}: ${body}`));
          else if (left === 0) resolve();
        });
    });
  await ask(WARM_UP);
  const before = processUsage(server.pid).cpuMicroseconds;
  await ask(MEASURED);
  const cpuMilliseconds = (processUsage(server.pid).cpuMicroseconds - before) / 1_000 / MEASURED;
  connection.close();
  return { cpuMilliseconds, bytes: await bytesOf(server.url, `${request}Connection: close\r\n\r\n`) };
}

async function latestToken(url: string, token: string): Promise<string> {
  let since = "";
  for (let more = true; more; ) {
    const response = await fetch(`${url}/api/sync${since}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const answer = Synced.parse(await response.json());
    more = answer.hasMore;
    since = `?since=${answer.token}`;
  }
  return since.slice("?since=".length);
}

async function bytesOf(url: string, request: string): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(request);
  socket.resume();
  await once(socket, "end");
  return socket.bytesRead;
}
