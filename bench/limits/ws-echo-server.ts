/** Limit E: the least that a WebSocket message through Node can cost. Answers every frame with itself. */
import { WebSocketServer } from "ws";

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: Number(process.env["PORT"]),
  perMessageDeflate: false,
});
server.on("connection", (socket) => {
  socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
});
process.once("SIGTERM", () => process.exit());
