import { isUtf8 } from "node:buffer";
import { BODY_MAX_BYTES } from "@duologue/protocol/limits";
import type { Request } from "express";
import { AppError } from "../domain/app-error.ts";

const JSON_UTF8 = /^application\/json\s*(;\s*charset\s*=\s*("utf-8"|utf-8)\s*)?$/i;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a JSON body and nothing else (R2): another type, charset or coding is refused, because what cannot be read
 * exactly would be stored mangled. Express's own reader takes invalid UTF-8, and reads to the end what is too large.
 */
export async function jsonBody(request: Request): Promise<void> {
  const coding = request.get("content-encoding") ?? "identity";
  if (!JSON_UTF8.test(request.get("content-type") ?? "") || coding !== "identity")
    throw new AppError("unsupported_media_type");
  request.body = parsed(await bytesOf(request));
}

function bytesOf(request: Request): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  const take = (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size > BODY_MAX_BYTES) refuse();
  };
  const refuse = () => {
    request.off("data", take).pause();
    reject(new AppError("payload_too_large"));
  };
  if (Number(request.get("content-length") ?? 0) > BODY_MAX_BYTES) refuse();
  else
    request
      .on("data", take)
      .once("end", () => resolve(Buffer.concat(chunks)))
      .once("error", (cause) => reject(new AppError("validation_failed", "The body broke off", { cause })));
  return promise;
}

function parsed(bytes: Buffer): unknown {
  if (!isUtf8(bytes) || bytes.subarray(0, 3).equals(BYTE_ORDER_MARK))
    throw new AppError("validation_failed", "The body must be UTF-8 without a byte order mark");
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // The parser's own words quote the input.
    throw new AppError("validation_failed", "The body must be JSON");
  }
}
