import type { RequestHandler } from "express";
import helmet from "helmet";

/** For answers that are no pages: none may load, frame or run anything (R7). */
export function securityHeaders({ https }: { https: boolean }): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // The web app on the same site may show what this server serves.
    crossOriginResourcePolicy: { policy: "same-site" },
    strictTransportSecurity: https,
    xFrameOptions: { action: "deny" },
    xPoweredBy: false,
  });
}

/** What people wrote is in no cache (R7). */
export const neverKept: RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};
