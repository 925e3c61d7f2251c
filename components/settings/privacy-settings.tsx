import type { Settings } from "@duologue/protocol/models";
import { useState } from "react";
import { useChatActions } from "@/lib/use-chat";
import { SwitchRow } from "./switch-row";

/** What one gives away about oneself, and so gets from others (U24). */
const SIGNALS: readonly { key: keyof Settings; label: string; explains: string }[] = [
  {
    key: "readReceipts",
    label: "Read receipts",
    explains: "Others see when you have read a message, and you see when they have.",
  },
  { key: "typing", label: "Typing", explains: "Others see while you write, and you see while they do." },
  {
    key: "presence",
    label: "Online and last here",
    explains: "People you have matched with see when you are here, and you see when they are.",
  },
];

export function PrivacySettings({ settings }: { settings: Settings }) {
  const { updateMe } = useChatActions();
  const [wanted, setWanted] = useState<Partial<Settings>>({});
  const [problem, setProblem] = useState<string>();
  const change = async (key: keyof Settings, on: boolean) => {
    setWanted((before) => ({ ...before, [key]: on }));
    setProblem(undefined);
    const result = await updateMe({ settings: { [key]: on } });
    setWanted(({ [key]: _, ...others }) => others);
    if (!result.ok) setProblem(`Not changed. ${result.detail}`);
  };
  return (
    <>
      {SIGNALS.map(({ key, label, explains }) => (
        <SwitchRow
          key={key}
          label={label}
          explains={explains}
          on={wanted[key] ?? settings[key]}
          onChange={(on) => void change(key, on)}
        />
      ))}
      <p role="alert" className="mt-2 font-medium text-danger empty:hidden">
        {problem}
      </p>
    </>
  );
}
