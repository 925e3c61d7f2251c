import { type NaiveParts, send } from "./send.ts";

type Ack = ((reply: object) => void) | undefined;

/** Socket.IO as it comes; a session look-up at the connect, rooms as the base spec names them. */
export function addSockets(parts: NaiveParts): void {
  const { io, people, messages } = parts;
  io.use((socket, next) => {
    const userId = people.authenticate(String(socket.handshake.auth["token"]));
    if (userId === undefined) {
      next(new Error("unauthenticated"));
      return;
    }
    socket.data.userId = userId;
    next();
  });
  io.on("connection", (socket) => {
    const userId = String(socket.data.userId);
    socket.on("join", (id: string, ack: Ack) => {
      void socket.join(id);
      ack?.({ ok: true });
    });
    socket.on("join-conversation", (matchId: string, ack: Ack) => {
      void socket.join(`match-${matchId}`);
      ack?.({ ok: true });
    });
    socket.on("leave-conversation", (matchId: string) => {
      void socket.leave(`match-${matchId}`);
    });
    socket.on("send-message", (body: { matchId: string; content: string }, ack: Ack) => {
      const message = send(parts, userId, body);
      ack?.(message === undefined ? { ok: false } : { ok: true, message });
    });
    socket.on("typing", ({ matchId, typing }: { matchId: string; typing: boolean }, ack: Ack) => {
      io.to(`match-${matchId}`).emit("typing", { matchId, userId, typing });
      ack?.({ ok: true });
    });
    socket.on("read", ({ matchId }: { matchId: string }, ack: Ack) => {
      messages.markRead(matchId, userId);
      ack?.({ ok: true });
    });
  });
}
