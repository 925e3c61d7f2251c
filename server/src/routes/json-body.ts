import { isUtf8 } from "node:buffer";
import { BODY_MAX_BYTES } from "@duologue/protocol/limits";
import express, { type RequestHandler } from "express";
import { AppError } from "../domain/app-error.ts";

const JSON_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a JSON body and nothing else (R2): another type, charset or coding is refused, because what cannot be read
 * exactly would be stored mangled.
 */
export function jsonBody(): RequestHandler[] {
  return [
    (request, _response, next) => {
      if (!JSON_UTF8.test(request.get("content-type") ?? "")) throw new AppError("unsupported_media_type");
      next();
    },
    express.json({
      limit: BODY_MAX_BYTES,
      inflate: false,
      type: () => true,
      verify: (_request, _response, bytes) => {
        if (!isUtf8(bytes) || bytes.subarray(0, 3).equals(BYTE_ORDER_MARK))
          throw new AppError("validation_failed", "The body is not UTF-8 without a byte order mark");
      },
    }),
  ];
}
