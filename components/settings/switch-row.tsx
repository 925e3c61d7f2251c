import { useId } from "react";

interface SwitchRowProps {
  label: string;
  /** one sentence: what follows from it */
  explains: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** A setting that is on or off: the browser's own checkbox, drawn as a switch. */
export function SwitchRow({ label, explains, on, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <label className="mt-5 flex items-start gap-4 first:mt-0">
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        <span id={id} className="block text-sm text-ink-2">
          {explains}
        </span>
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        aria-label={label}
        aria-describedby={id}
        checked={on}
        className="switch"
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
