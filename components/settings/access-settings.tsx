import { useDevices } from "@/lib/use-session";
import { DeviceSettings } from "./device-settings";
import { PasswordSettings } from "./password-settings";
import { Section } from "./section";

/** How one gets in, and where one is: a new password ends what is elsewhere. */
export function AccessSettings() {
  const devices = useDevices();
  return (
    <>
      <Section title="Password">
        <PasswordSettings onChanged={devices.reload} />
      </Section>
      <Section title="Where you are signed in">
        <DeviceSettings devices={devices} />
      </Section>
    </>
  );
}
