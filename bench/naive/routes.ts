import express, { type Express, type Request, type Response } from "express";
import { type NaiveParts, send } from "./send.ts";

/** Express as it comes: its JSON parser, its ETags, its router, and a session look-up in SQLite for each request. */
export function addRoutes(app: Express, parts: NaiveParts): void {
  const { people, messages } = parts;
  app.use(express.json());
  app.post("/api/users", (request, response) => {
    response.status(201).json(people.signUp(String(request.body.name)));
  });
  app.use((request, response, next) => {
    const userId = people.authenticate(request.headers.authorization?.replace("Bearer ", "") ?? "");
    if (userId === undefined) {
      response.status(401).json({ error: "Sign in first" });
      return;
    }
    response.locals["userId"] = userId;
    next();
  });
  app.get("/api/matches", (_request, response) => {
    response.json({ matches: people.list(userOf(response)) });
  });
  app.post("/api/matches", (request, response) => {
    response.status(201).json({ id: people.match(userOf(response), String(request.body.userId)) });
  });
  app.get("/api/messages/:matchId", (request, response) => {
    if (people.peer(request.params.matchId, userOf(response)) === undefined) {
      response.status(404).json({ error: "No such match" });
      return;
    }
    const limit = numberOf(request, "limit", 50);
    const offset = (numberOf(request, "page", 1) - 1) * limit;
    response.json({ messages: messages.page(request.params.matchId, limit, offset) });
  });
  app.post("/api/messages/:matchId", (request, response) => {
    const content = String(request.body.content);
    const message = send(parts, userOf(response), { matchId: request.params.matchId, content });
    if (message === undefined) response.status(404).json({ error: "No such match" });
    else response.status(201).json(message);
  });
}

function userOf(response: Response): string {
  return String(response.locals["userId"]);
}

function numberOf(request: Request, name: string, otherwise: number): number {
  const value = request.query[name];
  return value === undefined ? otherwise : Number(value);
}
