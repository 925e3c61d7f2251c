/** The API's address under `npm start`, and wherever nothing else is said. */
const DEFAULT_API_URL = "http://localhost:5001";

/** Where this deployment's browsers find the API, from the environment of the web server as it is now. */
export function deployedApiUrl(): string {
  return environment("NEXT_PUBLIC_API_URL") || DEFAULT_API_URL;
}

/**
 * The build replaces a public variable that it can recognise by the value of its own environment, also behind a name for
 * `process.env`. One that arrives as an argument it cannot: so one build serves any address.
 */
function environment(name: string): string | undefined {
  return process.env[name];
}

/** The same in a browser, where the page itself says it: its layout puts it on the root element as `data-api-url`. */
export function apiUrlOfPage(page: Document): string {
  return page.documentElement.dataset["apiUrl"] ?? DEFAULT_API_URL;
}
