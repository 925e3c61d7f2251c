import type { Request } from "express";
import { AppError } from "../domain/app-error.ts";

/**
 * A request for two hosts is one for each of two readers (RFC 9112, 3.2). The HTTP server joins what is there twice, and
 * reads what came before HTTP/1.0, which has no head.
 */
export function singleHost(request: Request): void {
  if (request.httpVersionMajor !== 1) throw new AppError("validation_failed", "Requests follow HTTP/1.1");
  if (request.headers.host?.includes(","))
    throw new AppError("validation_failed", "A request names one host");
}
