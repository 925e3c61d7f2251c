import type { RequestHeaders } from "../domain/ports.ts";

/** The values of all cookies of this name; a request may carry several. */
export function cookiesNamed(headers: RequestHeaders, cookieName: string): string[] {
  return (headers.get("cookie") ?? "").split(";").flatMap((pair) => {
    const [name, ...value] = pair.split("=");
    return name?.trim() === cookieName ? [value.join("=").trim()] : [];
  });
}
