"use client";
import type { ReactNode } from "react";
import { useChat } from "@/lib/use-chat";
import { Frame } from "../frame/frame";
import { PageColumn } from "../frame/page-column";
import type { Theme } from "../theme/theme";
import { AppearanceSettings } from "./appearance-settings";
import { DeviceSettings } from "./device-settings";
import { PrivacySettings } from "./privacy-settings";
import { ProfileSettings } from "./profile-settings";

/** Everything one can set, on one page. */
export function SettingsScreen({ theme }: { theme: Theme }) {
  const me = useChat((state) => state.me);
  return (
    <Frame title="Settings" skip="main">
      <PageColumn title="Settings">
        <Section title="You">{me !== undefined && <ProfileSettings key={me.id} me={me} />}</Section>
        <Section title="Privacy">{me !== undefined && <PrivacySettings settings={me.settings} />}</Section>
        <Section title="Appearance and keys">
          <AppearanceSettings initialTheme={theme} />
        </Section>
        <Section title="Where you are signed in">
          <DeviceSettings />
        </Section>
      </PageColumn>
    </Frame>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-10 border-t border-line pt-6">
      <h2 className="text-lg font-bold">{title}</h2>
      <div className="mt-4">{children}</div>
    </section>
  );
}
