import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { AppError } from "../../domain/app-error.ts";
import type { Identity } from "./data-file.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const POSITION_BYTES = 8;
const SEALED = new RegExp(`^[A-Za-z0-9_-]{${((NONCE_BYTES + POSITION_BYTES + TAG_BYTES) * 4) / 3}}$`);

/** What a sealed position is for: one purpose's cursor is nothing in another place, or in another person's hands. */
export interface Purpose {
  use: "list" | "sync" | "people";
  userId: string;
}

/**
 * Makes positions opaque. They count what happens in the whole deployment, so a client that could read them could tell
 * how much others write (G11); and one that could make them up would have to be believed. Bound to the epoch: after a
 * restore none opens any more (G7).
 */
export class Sealer {
  readonly #epoch: string;
  readonly #key: KeyObject;

  constructor({ epoch, sealingKey }: Identity) {
    this.#epoch = epoch;
    this.#key = createSecretKey(sealingKey, "base64url");
  }

  seal(position: number, purpose: Purpose): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(this.#bound(purpose));
    const plain = Buffer.alloc(POSITION_BYTES);
    plain.writeDoubleBE(position);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(
      "base64url",
    );
  }

  /** The position in a seal of ours for this purpose; undefined for anything else. */
  open(sealed: string, purpose: Purpose): number | undefined {
    if (!SEALED.test(sealed)) return undefined;
    const bytes = Buffer.from(sealed, "base64url");
    const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(this.#bound(purpose));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      // The only thing that can fail here is the authentication: somebody else's, an older epoch's or a forged seal.
      return undefined;
    }
    return plain.readDoubleBE();
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

  #bound({ use, userId }: Purpose): Buffer {
    return Buffer.from(`${this.#epoch} ${use} ${userId}`);
  }
}
