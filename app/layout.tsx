import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { KeepPages } from "@/components/offline/keep-pages";
import { THEME_COOKIE, themeFrom } from "@/components/theme/theme";
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
  const theme = themeFrom((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html
      lang="en"
      className={`${latin.variable} ${latinExtended.variable} font-sans`}
      data-theme={theme === "system" ? undefined : theme}
      data-api-url={deployedApiUrl()}
    >
      <body>
        {children}
        <KeepPages />
      </body>
    </html>
  );
}
