import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import helmet from "helmet";

/** Sets the headers of answers that are no pages: none may load, frame or run anything (R7). */
export function securityHeaders({ https }: { https: boolean }): (response: ServerResponse) => void {
  const headers = headersSetBy(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      },
      // The web app on the same site may show what this server serves.
      crossOriginResourcePolicy: { policy: "same-site" },
      strictTransportSecurity: https,
      xFrameOptions: { action: "deny" },
      xPoweredBy: false,
    }),
  );
  return (response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
  };
}

/** They are the same for every answer, and asking for them each time takes longer than all else before a route. */
function headersSetBy(handler: ReturnType<typeof helmet>): [name: string, value: string][] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  handler(request, response, (error) => {
    if (error !== undefined) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** What people wrote is in no cache (R7). */
export function neverKept(_request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Cache-Control", "no-store");
}
