import type { NextConfig } from "next";

const config: NextConfig = {
  // Written into the pages and the server alike when they are built.
  env: { NEXT_PUBLIC_VERSION: crypto.randomUUID() },
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run check` checks the types, those of the tests too; a build for `npm start` need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // scripts/start keeps a directory for each version of the sources, so that a build never changes under a running app.
  distDir: process.env["WEB_BUILD_DIR"] ?? ".next",
  transpilePackages: ["@duologue/protocol"],
  // No picture is scaled here, so nothing answers who asks for it.
  images: { unoptimized: true },
};

export default config;
