import { type FormEvent, useState } from "react";
import type { PasswordChange } from "@/lib/chat-state";
import { useSession } from "@/lib/use-session";
import { newPasswordProblem } from "../entry/credential-problems";
import { focusField } from "../entry/focus-field";
import { TextField } from "../entry/text-field";

type Problems = Partial<Record<keyof PasswordChange, string>>;
type Progress = { kind: "idle" | "busy" | "changed" } | { kind: "refused"; detail: string };

/** A new password; whoever else knew the old one is out (G13). */
export function PasswordSettings({ onChanged }: { onChanged: () => void }) {
  const { changePassword } = useSession();
  const [problems, setProblems] = useState<Problems>({});
  const [progress, setProgress] = useState<Progress>({ kind: "idle" });

  const refuse = (form: HTMLFormElement, found: Problems) => {
    setProblems(found);
    setProgress({ kind: "idle" });
    focusField(form, Object.keys(found)[0] ?? "");
  };
  const change = async (form: HTMLFormElement) => {
    const entered = read(form);
    const found = problemsOf(entered);
    if (Object.keys(found).length > 0) return refuse(form, found);
    setProblems({});
    setProgress({ kind: "busy" });
    const result = await changePassword(entered);
    if (result.ok) {
      form.reset();
      setProgress({ kind: "changed" });
      onChanged();
    } else if (result.code === "wrong_password")
      refuse(form, { currentPassword: "This is not your current password." });
    else setProgress({ kind: "refused", detail: result.detail });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (progress.kind !== "busy") void change(event.currentTarget);
  };

  return (
    <form noValidate method="post" onSubmit={submit} className="space-y-4">
      <TextField
        label="Current password"
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        problem={problems.currentPassword}
      />
      <TextField
        label="New password"
        name="newPassword"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters. Your other devices have to sign in again."
        problem={problems.newPassword}
      />
      <div className="flex items-center gap-3">
        <button type="submit" className="button button-primary" aria-disabled={progress.kind === "busy"}>
          {progress.kind === "busy" ? "One moment…" : "Change password"}
        </button>
        <p role="status" className={progress.kind === "refused" ? "text-danger" : "text-ink-2"}>
          {progress.kind === "changed" && "Changed. Your other devices are signed out."}
          {progress.kind === "refused" && `Not changed. ${progress.detail}`}
        </p>
      </div>
    </form>
  );
}

function read(form: HTMLFormElement): PasswordChange {
  const data = new FormData(form);
  const text = (name: keyof PasswordChange) => String(data.get(name) ?? "");
  return { currentPassword: text("currentPassword"), newPassword: text("newPassword") };
}

/** In the order of the fields. */
function problemsOf({ currentPassword, newPassword }: PasswordChange): Problems {
  const newProblem = newPassword === "" ? "Enter a new password." : newPasswordProblem(newPassword);
  return {
    ...(currentPassword === "" && { currentPassword: "Enter your current password." }),
    ...(newProblem !== undefined && { newPassword: newProblem }),
  };
}
