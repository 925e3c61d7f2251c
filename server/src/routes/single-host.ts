import type { RequestHandler } from "express";
import { AppError } from "../domain/app-error.ts";

/** A request for two hosts is one for each of two readers (RFC 9112, 3.2). The HTTP server joins what is there twice. */
export const singleHost: RequestHandler = (request, _response, next) => {
  if (request.headers.host?.includes(","))
    throw new AppError("validation_failed", "A request names one host");
  next();
};
