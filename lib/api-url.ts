/** The API's address under `npm start`, and wherever nothing else is said. */
const DEFAULT_API_URL = "http://localhost:5001";

/**
 * Where this deployment's browsers find the API, from the environment of the web server. Read when a page is asked for
 * and through a variable, because the build would replace the usual spelling by the value that it knows: one build
 * serves any address.
 */
export function deployedApiUrl(): string {
  const { env } = process;
  return env["NEXT_PUBLIC_API_URL"] || DEFAULT_API_URL;
}

/** The same in a browser, where the page itself says it: its layout puts it on the root element as `data-api-url`. */
export function apiUrlOfPage(page: Document): string {
  return page.documentElement.dataset["apiUrl"] ?? DEFAULT_API_URL;
}
