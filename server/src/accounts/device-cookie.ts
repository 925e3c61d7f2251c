import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { RequestHeaders } from "../domain/ports.ts";
import { cookiesNamed } from "./cookies-named.ts";

const NAME = "duologue.device";
const KEPT_S = 365 * 24 * 3_600;

/**
 * Tells a browser in which an account was signed in to before from others, wherever it is and however often the server
 * was restarted. It lets nobody in: it only says whose failed attempts are counted together.
 */
export class DeviceCookie {
  readonly #secret: string;
  readonly #attributes: string;

  constructor({ secret, baseUrl }: { secret: string; baseUrl: string }) {
    this.#secret = secret;
    const secure = baseUrl.startsWith("https:") ? "; Secure" : "";
    this.#attributes = `Path=/api/auth; Max-Age=${KEPT_S}; HttpOnly; SameSite=Lax${secure}`;
  }

  /** The device that a request proves to be one of this account; undefined when it proves none. */
  deviceOf(headers: RequestHeaders, account: string): string | undefined {
    for (const value of cookiesNamed(headers, NAME)) {
      const [device = "", proof = ""] = value.split(".");
      if (isSame(Buffer.from(proof), Buffer.from(this.#proof(account, device)))) return device;
    }
    return undefined;
  }

  /** The value of a `Set-Cookie` header that makes a new device of this account. */
  issue(account: string): string {
    const device = randomUUID();
    return `${NAME}=${device}.${this.#proof(account, device)}; ${this.#attributes}`;
  }

  #proof(account: string, device: string): string {
    const statement = JSON.stringify(["device", account, device]);
    return createHmac("sha256", this.#secret).update(statement).digest("base64url");
  }
}

function isSame(proof: Buffer, expected: Buffer): boolean {
  return proof.length === expected.length && timingSafeEqual(proof, expected);
}
