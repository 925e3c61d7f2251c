import { AppError } from "../../src/domain/app-error.ts";

/** A place in one of a person's lists, sealed into an opaque text: of this kind, this person and this epoch only. */
interface Place {
  kind: "matches" | "people" | "sync";
  userId: string;
  epoch: string;
}

export function seal({ kind, userId, epoch }: Place, position: number): string {
  return `${kind}.${position}.${userId}.${epoch}`;
}

/** Undefined when the text was not sealed for this place. */
export function unseal(place: Place, sealed: string): number | undefined {
  const position = Number(sealed.split(".")[1]);
  return Number.isSafeInteger(position) && seal(place, position) === sealed ? position : undefined;
}

/** @throws AppError `validation_failed` when the text was not sealed for this place */
export function unsealCursor(place: Place, sealed: string): number {
  const position = unseal(place, sealed);
  if (position !== undefined) return position;
  const fields = [{ path: "cursor", message: "must come from the page before" }];
  throw new AppError("validation_failed", undefined, { fields });
}
