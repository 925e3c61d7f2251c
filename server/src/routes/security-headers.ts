import type { RequestHandler } from "express";
import helmet from "helmet";

/** Nothing here is a page: no answer may load, frame or run anything, and none is kept by a cache (R7). */
export function securityHeaders({ https }: { https: boolean }): RequestHandler[] {
  return [
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
    (_request, response, next) => {
      response.setHeader("Cache-Control", "no-store");
      next();
    },
  ];
}
