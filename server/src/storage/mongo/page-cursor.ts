import { AppError } from "../../domain/app-error.ts";

/** The end of a page: the stamp and the id of its last entry. Two entries may have the same stamp. */
interface PageCursor {
  stamp: number;
  id: string;
}

export function cursorOf(stamp: number, id: string): Buffer {
  return Buffer.from(`${stamp}:${id}`);
}

/** @throws AppError `validation_failed` when there was nothing of ours in what a client sent */
export function cursorIn(opened: Buffer | undefined): PageCursor {
  if (opened === undefined)
    throw new AppError("validation_failed", undefined, {
      fields: [{ path: "cursor", message: "must be a nextCursor of this list" }],
    });
  const [stamp = "", id = ""] = opened.toString().split(":");
  return { stamp: Number(stamp), id };
}
