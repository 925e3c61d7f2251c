import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BASE64URL = /^[A-Za-z0-9_-]+$/;

/** What a seal is for: one purpose's cursor is nothing in another place, or in another person's hands. */
export interface Purpose {
  use: "list" | "sync" | "people";
  userId: string;
}

/** What makes one store's cursors and tokens its own. */
export interface SealingIdentity {
  /** another one after every restore of a backup (G15) */
  epoch: string;
  /** 32 bytes in base64url */
  sealingKey: string;
}

/**
 * Makes cursors and tokens opaque. They tell of what happens in the whole deployment, so a client that could read them
 * could tell how much others write (G11); and one that could make them up would have to be believed. Bound to the
 * epoch: after a restore none opens any more (G7).
 */
export class Sealer {
  readonly #epoch: string;
  readonly #key: KeyObject;

  constructor({ epoch, sealingKey }: SealingIdentity) {
    this.#epoch = epoch;
    this.#key = createSecretKey(sealingKey, "base64url");
  }

  seal(plain: Uint8Array, purpose: Purpose): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(this.#bound(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return sealed.toString("base64url");
  }

  /** What is in a seal of ours for this purpose; undefined for anything else. */
  open(sealed: string, purpose: Purpose): Buffer | undefined {
    const bytes = Buffer.from(sealed, "base64url");
    // Decoding forgives what is not of the alphabet, and bits that are left over at the end.
    if (!BASE64URL.test(sealed) || bytes.toString("base64url") !== sealed) return undefined;
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(this.#bound(purpose));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    try {
      decipher.final();
    } catch {
      // The only thing that can fail here is the authentication: somebody else's, an older epoch's or a forged seal.
      return undefined;
    }
    return plain;
  }

  #bound({ use, userId }: Purpose): Buffer {
    return Buffer.from(`${this.#epoch} ${use} ${userId}`);
  }
}
