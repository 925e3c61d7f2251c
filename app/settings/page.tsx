import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Suspense } from "react";
import { SettingsScreen } from "@/components/settings/settings-screen";
import { THEME_COOKIE, themeFrom } from "@/components/theme/theme";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const theme = themeFrom((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Suspense>
      <SettingsScreen theme={theme} />
    </Suspense>
  );
}
