import type { Request } from "express";

/** These headers of a request, as far as it has them, in the web's form. */
export function headersOf(request: Request, names: readonly string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = request.get(name);
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}
