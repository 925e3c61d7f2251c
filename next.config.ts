import type { NextConfig } from "next";

/** What every answer carries; the content security policy is new in each answer and comes from proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` checks the types, those of the tests too; a build for `npm start` need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // scripts/start keeps a directory for each version of the sources, so that a build never changes under a running app.
  distDir: process.env["WEB_BUILD_DIR"] ?? ".next",
  transpilePackages: ["@duologue/protocol"],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default config;
