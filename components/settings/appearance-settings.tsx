import { useState } from "react";
import { spokenFrom } from "../announcer/message-announcement";
import { usePreference } from "../preferences/use-preference";
import { applyTheme } from "../theme/apply-theme";
import type { Theme } from "../theme/theme";
import { Choice } from "./choice";

export function AppearanceSettings({ initialTheme }: { initialTheme: Theme }) {
  const [theme, setTheme] = useState(initialTheme);
  const [enter, setEnter] = usePreference("enter");
  const [spoken, setSpoken] = usePreference("spoken");
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
      <Choice
        label="New messages, to a screen reader"
        options={[
          { value: "text", label: "Read them out" },
          { value: "sender", label: "Say who wrote" },
          { value: "off", label: "Say nothing" },
        ]}
        value={spokenFrom(spoken)}
        onChange={setSpoken}
      />
    </>
  );
}
