import { once } from "node:events";
import type { Agent } from "node:http";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import WebSocket from "ws";
import { connectPacket } from "./device.ts";

/**
 * Connects as the stock client does by default: an Engine.IO session over long polling, the namespace with the token,
 * then the upgrade to WebSocket. Resolves with the upgraded socket.
 */
export async function connectByPolling(url: string, token: string, agent: Agent): Promise<WebSocket> {
  const address = `${url}/socket.io/?EIO=4&transport=polling`;
  const opened = await exchange(address, { agent });
  const sid = /"sid":"([^"]+)"/.exec(opened)?.[1];
  if (sid === undefined) throw new Error(`The server opened no session: ${opened}`);
  await exchange(`${address}&sid=${sid}`, { agent, body: connectPacket(token) });
  const connected = await exchange(`${address}&sid=${sid}`, { agent });
  if (!connected.startsWith("40")) throw new Error(`The server refused: ${connected}`);
  return upgrade(url, sid);
}

async function upgrade(url: string, sid: string): Promise<WebSocket> {
  const socket = new WebSocket(
    `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket&sid=${sid}`,
    {
      perMessageDeflate: false,
    },
  );
  await once(socket, "open");
  socket.send("2probe");
  await once(socket, "message");
  socket.send("5");
  return socket;
}

async function exchange(address: string, { agent, body }: { agent: Agent; body?: string }): Promise<string> {
  const asked = request(address, { agent, method: body === undefined ? "GET" : "POST" });
  asked.end(body);
  const [answer] = await once(asked, "response");
  const said = await text(answer);
  if (answer.statusCode !== 200) throw new Error(`${address} answered ${answer.statusCode}: ${said}`);
  return said;
}
