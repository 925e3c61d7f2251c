"use client";
import { useChat } from "@/lib/use-chat";
import { Frame } from "../frame/frame";
import { PageColumn } from "../frame/page-column";
import type { Appearance } from "../theme/appearance";
import { AccessSettings } from "./access-settings";
import { AppearanceSettings } from "./appearance-settings";
import { PrivacySettings } from "./privacy-settings";
import { ProfileSettings } from "./profile-settings";
import { Section } from "./section";
import { WritingSettings } from "./writing-settings";

/** Everything one can set, on one page. */
export function SettingsScreen({ appearance }: { appearance: Appearance }) {
  const me = useChat((state) => state.me);
  return (
    <Frame title="Settings" skip="main">
      <PageColumn title="Settings">
        <Section title="You">{me !== undefined && <ProfileSettings key={me.id} me={me} />}</Section>
        <Section title="Privacy">{me !== undefined && <PrivacySettings settings={me.settings} />}</Section>
        <Section title="Appearance">
          <AppearanceSettings initial={appearance} />
        </Section>
        <Section title="Writing and reading">
          <WritingSettings />
        </Section>
        <AccessSettings />
      </PageColumn>
    </Frame>
  );
}
