import { AppError } from "../../domain/app-error.ts";
import { type Purpose, Sealer, type SealingIdentity } from "../sealer.ts";

const POSITION_BYTES = 8;

/** Seals positions of the journal: the cursors and tokens of this store. All are of one length. */
export class PositionSealer {
  readonly #sealer: Sealer;

  constructor(identity: SealingIdentity) {
    this.#sealer = new Sealer(identity);
  }

  seal(position: number, purpose: Purpose): string {
    const plain = Buffer.alloc(POSITION_BYTES);
    plain.writeDoubleBE(position);
    return this.#sealer.seal(plain, purpose);
  }

  /** The position in a seal of ours for this purpose; undefined for anything else. */
  open(sealed: string, purpose: Purpose): number | undefined {
    return this.#sealer.open(sealed, purpose)?.readDoubleBE();
  }

  /** The position in a cursor that a client sent. @throws AppError `validation_failed` when it is not one of ours */
  require(cursor: string, purpose: Purpose): number {
    const position = this.open(cursor, purpose);
    if (position === undefined)
      throw new AppError("validation_failed", undefined, {
        fields: [{ path: "cursor", message: "must be a nextCursor of this list" }],
      });
    return position;
  }
}
