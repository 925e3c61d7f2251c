import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { KeepPages } from "@/components/offline/keep-pages";
import { appearanceFrom, attributeOf } from "@/components/theme/appearance";
import { deployedApiUrl } from "@/lib/api-url";
import { latin, latinExtended } from "./fonts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Duologue", template: "%s · Duologue" },
  description: "A conversation between two people who have matched.",
  applicationName: "Duologue",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  // The composer sits on the keyboard; browsers that do not know this keep scrolling it into view themselves.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8fbfa" },
    { media: "(prefers-color-scheme: dark)", color: "#0a1213" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const { theme, contrast, text } = appearanceFrom((name) => jar.get(name)?.value);
  return (
    <html
      lang="en"
      className={`${latin.variable} ${latinExtended.variable} font-sans`}
      data-theme={attributeOf("theme", theme)}
      data-contrast={attributeOf("contrast", contrast)}
      data-text={attributeOf("text", text)}
      data-api-url={deployedApiUrl()}
    >
      <body>
        {/* By the time somebody asks who is signed in, the way to the API is open. */}
        <link rel="preconnect" href={new URL(deployedApiUrl()).origin} crossOrigin="use-credentials" />
        {children}
        <KeepPages />
      </body>
    </html>
  );
}
