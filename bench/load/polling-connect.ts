import { once } from "node:events";
import WebSocket from "ws";
import { connectPacket } from "./device.ts";
import { HttpConnection, httpRequest } from "./http-connection.ts";

const POLLING = "/socket.io/?EIO=4&transport=polling";

/**
 * Connects as the stock client does by default, on connections of its own: an Engine.IO session over long polling, the
 * namespace with the token, then the upgrade to WebSocket while another poll waits. Resolves with the upgraded socket.
 */
export async function connectByPolling(url: string, token: string): Promise<WebSocket> {
  const polls = await HttpConnection.open(url);
  const posts = await HttpConnection.open(url);
  try {
    const opened = await exchange(polls, httpRequest("GET", POLLING, {}));
    const sid = /"sid":"([^"]+)"/.exec(opened)?.[1];
    if (sid === undefined) throw new Error(`The server opened no session: ${opened}`);
    const path = `${POLLING}&sid=${sid}`;
    const poll = () => exchange(polls, httpRequest("GET", path, {}));
    const [connected] = await Promise.all([
      poll(),
      exchange(posts, httpRequest("POST", path, { body: connectPacket(token) })),
    ]);
    if (!connected.startsWith("40")) throw new Error(`The server refused: ${connected}`);
    return await upgrade(url, { sid, lastPoll: poll() });
  } finally {
    polls.close();
    posts.close();
  }
}

interface Polling {
  sid: string;
  /** answered by the server when it sees the WebSocket; the client takes it over only then, so that nothing is lost */
  lastPoll: Promise<string>;
}

async function upgrade(url: string, { sid, lastPoll }: Polling): Promise<WebSocket> {
  const address = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket&sid=${sid}`;
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await once(socket, "open");
  socket.send("2probe");
  await Promise.all([once(socket, "message"), lastPoll]);
  socket.send("5");
  return socket;
}

function exchange(connection: HttpConnection, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.onLost = () => reject(new Error("The server cut a connection"));
    connection.send(request, ({ status, body }) => {
      if (status === 200) resolve(body.toString());
      else reject(new Error(`The server answered ${status}: ${body.toString()}`));
    });
  });
}
