import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Suspense } from "react";
import { SettingsScreen } from "@/components/settings/settings-screen";
import { appearanceFrom } from "@/components/theme/appearance";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const jar = await cookies();
  return (
    <Suspense>
      <SettingsScreen appearance={appearanceFrom((name) => jar.get(name)?.value)} />
    </Suspense>
  );
}
