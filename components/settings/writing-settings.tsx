import { spokenFrom } from "../announcer/message-announcement";
import { usePreference } from "../preferences/use-preference";
import { Choice } from "./choice";
import { SwitchRow } from "./switch-row";

/** What keys do on this device, and what a screen reader says of new messages (A33). */
export function WritingSettings() {
  const [enter, setEnter] = usePreference("enter");
  const [anywhere, setAnywhere] = usePreference("write-anywhere");
  const [spoken, setSpoken] = usePreference("spoken");
  return (
    <>
      <Choice
        label="Enter key"
        options={[
          { value: "send", label: "Sends" },
          { value: "newline", label: "New line; Ctrl and Enter sends" },
        ]}
        value={enter}
        onChange={setEnter}
      />
      <SwitchRow
        label="Write from anywhere"
        explains="A letter typed while nothing else has the focus begins a message. Turn it off if you speak to your computer."
        on={anywhere === "on"}
        onChange={(on) => setAnywhere(on ? "on" : "off")}
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
