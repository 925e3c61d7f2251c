import { randomBytes } from "node:crypto";
import type { Random } from "./domain/ports.ts";

const ID_BYTES = 16;
/** Bytes are fetched for so many ids at a time: asking for them is what costs. */
const IDS_AT_ONCE = 256;

export const systemRandom: Random = {
  id: idsInAdvance(),
  /** spreads retries and farewells; nothing secret hangs on it */
  fraction: () => Math.random(),
};

/** Ids of 128 bits in 22 characters. */
function idsInAdvance(): () => string {
  let bytes = Buffer.alloc(0);
  return () => {
    if (bytes.length === 0) bytes = randomBytes(ID_BYTES * IDS_AT_ONCE);
    const id = bytes.toString("base64url", 0, ID_BYTES);
    bytes = bytes.subarray(ID_BYTES);
    return id;
  };
}
