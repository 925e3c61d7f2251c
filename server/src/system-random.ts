import { randomBytes } from "node:crypto";
import type { Random } from "./domain/ports.ts";

export const systemRandom: Random = {
  /** 128 bits in 22 characters */
  id: () => randomBytes(16).toString("base64url"),
  /** spreads retries and farewells; nothing secret hangs on it */
  fraction: () => Math.random(),
};
