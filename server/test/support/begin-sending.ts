import { once } from "node:events";
import { connect, type Socket } from "node:net";

interface Begun {
  socket: Socket;
  /** sends the rest */
  finish(): void;
}

/** A message whose sender stops in the middle: the server has read the head of the request, and waits for the rest. */
export async function beginSending({
  port,
  token,
  matchId,
}: {
  port: number;
  token: string;
  matchId: string;
}): Promise<Begun> {
  const body = JSON.stringify({ content: "begun in time" });
  const socket = connect({ port, host: "127.0.0.1" });
  socket.setEncoding("utf8");
  const head = [
    `POST /api/messages/${matchId} HTTP/1.1`,
    "Host: localhost",
    `Authorization: Bearer ${token}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
    "Expect: 100-continue",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const answer = await nextText(socket);
  if (!answer.startsWith("HTTP/1.1 100 "))
    throw new Error(`The server does not wait for the rest: ${answer}`);
  return { socket, finish: () => void socket.write(body) };
}

/** What a socket receives next. */
export async function nextText(socket: Socket): Promise<string> {
  return (await once(socket, "data")).join("");
}
