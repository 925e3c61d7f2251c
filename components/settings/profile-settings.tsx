import { BIO_MAX_CODE_POINTS } from "@duologue/protocol/limits";
import type { Me } from "@duologue/protocol/models";
import { nameProblem } from "@duologue/protocol/name";
import { type FormEvent, useId, useState } from "react";
import { useChatActions } from "@/lib/use-chat";
import { TextField } from "../entry/text-field";

type Saved = { kind: "idle" | "saving" | "saved" } | { kind: "failed"; detail: string };

/** Name and description, as others see them. */
export function ProfileSettings({ me }: { me: Me }) {
  const { updateMe } = useChatActions();
  const [name, setName] = useState(me.name);
  const [bio, setBio] = useState(me.bio ?? "");
  const [saved, setSaved] = useState<Saved>({ kind: "idle" });
  const bioId = useId();
  const nameFault = nameProblem(name);
  const bioLeft = BIO_MAX_CODE_POINTS - [...bio].length;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (nameFault !== undefined || bioLeft < 0) return;
    setSaved({ kind: "saving" });
    const result = await updateMe({ name: name.trim(), bio: bio.trim() === "" ? null : bio.trim() });
    setSaved(result.ok ? { kind: "saved" } : { kind: "failed", detail: result.detail });
  };
  const changed = () => setSaved({ kind: "idle" });
  return (
    <form noValidate onSubmit={(event) => void save(event)} className="space-y-4">
      <TextField
        label="Name"
        autoComplete="name"
        value={name}
        problem={nameFault === undefined ? undefined : `Your name ${nameFault}.`}
        onChange={(event) => {
          setName(event.target.value);
          changed();
        }}
      />
      <div>
        <label htmlFor={bioId} className="mb-1.5 block font-medium">
          About you
        </label>
        <textarea
          id={bioId}
          value={bio}
          rows={3}
          dir="auto"
          className="field anywhere max-h-60 resize-none [field-sizing:content]"
          aria-describedby={`${bioId}-note`}
          aria-invalid={bioLeft < 0}
          onChange={(event) => {
            setBio(event.target.value);
            changed();
          }}
        />
        <p
          id={`${bioId}-note`}
          className={bioLeft < 0 ? "mt-1 text-sm font-medium text-danger" : "mt-1 text-sm text-ink-3"}
        >
          {bioLeft < 0
            ? `${-bioLeft} characters too many.`
            : `Anything you like to be asked about. ${bioLeft} characters left.`}
        </p>
      </div>
      <div className="flex items-center gap-3">
        <button type="submit" className="button button-primary" disabled={saved.kind === "saving"}>
          Save
        </button>
        <p role="status" className={saved.kind === "failed" ? "text-danger" : "text-ink-2"}>
          {saved.kind === "saved" && "Saved."}
          {saved.kind === "failed" && `Not saved. ${saved.detail}`}
        </p>
      </div>
    </form>
  );
}
