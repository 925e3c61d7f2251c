import type { z } from "zod";
import { AppError, type FieldError } from "./domain/app-error.ts";

/**
 * The input as its schema describes it, or AppError("validation_failed") that names every wrong member and what it
 * should be. It never repeats the input: an error answer must not carry what somebody else made a browser send (R1).
 */
export function validated<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new AppError("validation_failed", undefined, { fields: result.error.issues.map(fieldError) });
}

function fieldError(issue: z.core.$ZodIssue): FieldError {
  const path = issue.path.join(".");
  // The library's own words would quote the unknown names.
  return {
    path,
    message: issue.code === "unrecognized_keys" ? "has members that are not known" : issue.message,
  };
}
