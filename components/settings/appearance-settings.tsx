import { useState } from "react";
import { usePreference } from "../preferences/use-preference";
import type { Appearance } from "../theme/appearance";
import { applyAppearance } from "../theme/apply-appearance";
import { Choice } from "./choice";

/** How the pages look on this device (U99) and how they tell the time (U60). */
export function AppearanceSettings({ initial }: { initial: Appearance }) {
  const [appearance, setAppearance] = useState(initial);
  const [clock, setClock] = usePreference("clock");
  const change = <Part extends keyof Appearance>(part: Part, value: Appearance[Part]) => {
    setAppearance((before) => ({ ...before, [part]: value }));
    applyAppearance(part, value);
  };
  return (
    <>
      <Choice
        label="Theme"
        options={[
          { value: "system", label: "As the device" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        value={appearance.theme}
        onChange={(theme) => change("theme", theme)}
      />
      <Choice
        label="Contrast"
        options={[
          { value: "system", label: "As the device" },
          { value: "more", label: "More" },
        ]}
        value={appearance.contrast}
        onChange={(contrast) => change("contrast", contrast)}
      />
      <Choice
        label="Text size"
        options={[
          { value: "usual", label: "Usual" },
          { value: "large", label: "Large" },
          { value: "largest", label: "Largest" },
        ]}
        value={appearance.text}
        onChange={(text) => change("text", text)}
      />
      <Choice
        label="Clock"
        options={[
          { value: "device", label: "As the device" },
          { value: "24", label: "24 hours" },
          { value: "12", label: "12 hours" },
        ]}
        value={clock}
        onChange={setClock}
      />
    </>
  );
}
