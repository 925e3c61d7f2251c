/**
 * The opponent: the base spec as a good engineer writes it in an afternoon, with every library at its defaults and
 * nothing made slow on purpose. It checks membership and is as durable as ours, but it has no idempotency, no
 * sequence, no catch-up and no limits.
 */
import { createServer } from "node:http";
import express from "express";
import { Server } from "socket.io";
import { openDatabase } from "./database.ts";
import { Messages } from "./messages.ts";
import { People } from "./people.ts";
import { addRoutes } from "./routes.ts";
import { addSockets } from "./sockets.ts";

const app = express();
const server = createServer(app);
const io = new Server(server, { cors: { origin: "http://localhost:3000" } });
const database = openDatabase(process.env["DATA_DIR"] ?? ".");
const parts = { people: new People(database), messages: new Messages(database), io };
addRoutes(app, parts);
addSockets(parts);
server.listen(Number(process.env["PORT"] ?? 5001), "127.0.0.1");
process.once("SIGTERM", () => {
  database.close();
  process.exit();
});
