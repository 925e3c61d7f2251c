import { type NextRequest, NextResponse } from "next/server";
import { deployedApiUrl } from "@/lib/api-url";

/**
 * Gives every page its security headers (A055). Scripts run by a nonce that is new in each answer, so that markup which
 * slips into a page can never run; Next finds the nonce in the request's policy and puts it on its own scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // Pages, however they are asked for: anybody can call a request a prefetch. Files carry no markup.
  matcher: "/((?!_next/static|icon.svg).*)",
};

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  const api = new URL(deployedApiUrl()).origin;
  return [
    "default-src 'self'",
    // React's development build uses eval to show where a server error came from.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // The development server replaces styles in place, without a nonce.
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    `connect-src 'self' ${api} ${api.replace(/^http/, "ws")}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
