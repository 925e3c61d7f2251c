import { useState } from "react";
import { usePreference } from "../preferences/use-preference";
import { applyTheme } from "../theme/apply-theme";
import type { Theme } from "../theme/theme";
import { Choice } from "./choice";

export function AppearanceSettings({ initialTheme }: { initialTheme: Theme }) {
  const [theme, setTheme] = useState(initialTheme);
  const [enter, setEnter] = usePreference("enter");
  return (
    <>
      <Choice
        label="Theme"
        options={[
          { value: "system", label: "As the device" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        value={theme}
        onChange={(next) => {
          setTheme(next);
          applyTheme(next);
        }}
      />
      <Choice
        label="Enter key"
        options={[
          { value: "send", label: "Sends" },
          { value: "newline", label: "New line; Ctrl and Enter sends" },
        ]}
        value={enter}
        onChange={setEnter}
      />
    </>
  );
}
