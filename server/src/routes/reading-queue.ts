import type { RequestHandler } from "express";
import { AppError } from "../domain/app-error.ts";
import { sessionOf } from "./authenticate.ts";

/** Answers that are made for one person, or wait for them to be read, at a time: twice what one device asks for. */
const UNDER_WAY_MAX = 8;
/** Requests that wait until one of those is through. */
const WAITING_MAX = 64;

const READS = new Set(["GET", "HEAD"]);

interface Reader {
  underWay: number;
  waiting: Set<() => void>;
}

/** Bounds what the answers to one person can hold in memory, however many they ask for and never read (G14). */
export function readingQueue(): RequestHandler {
  const readers = new Map<string, Reader>();
  return (request, response, next) => {
    if (!READS.has(request.method)) return next();
    const { userId } = sessionOf(request);
    const reader = readers.get(userId) ?? { underWay: 0, waiting: new Set() };
    readers.set(userId, reader);
    const begin = () => {
      reader.waiting.delete(begin);
      reader.underWay += 1;
      next();
    };
    const through = () => {
      response.off("close", through);
      request.socket.off("close", through);
      if (reader.waiting.delete(begin)) return;
      reader.underWay -= 1;
      for (const beginNext of reader.waiting) return beginNext();
      if (reader.underWay === 0) readers.delete(userId);
    };
    if (reader.underWay >= UNDER_WAY_MAX && reader.waiting.size >= WAITING_MAX)
      throw new AppError("rate_limited", "Too many answers at once: read those that were asked for");
    // An answer behind another on its connection does not hear of the connection's end.
    response.once("close", through);
    request.socket.once("close", through);
    if (reader.underWay < UNDER_WAY_MAX) begin();
    else reader.waiting.add(begin);
  };
}
