"use client";
import { useSession } from "@/lib/use-session";
import { EntrySubmit } from "./entry-submit";
import { TextField } from "./text-field";
import { useEntryForm } from "./use-entry-form";
import { useLeaveWhenSignedIn } from "./use-leave-when-signed-in";

/** Works with password managers and paste (A30); `next` is where it leads. */
export function SignInForm({ next }: { next: string }) {
  useLeaveWhenSignedIn(next);
  return <SignInFields />;
}

/** The same form without a page to go to. */
export function SignInFields() {
  const { signIn } = useSession();
  const form = useEntryForm({ isNew: false, submit: signIn });
  return (
    <form noValidate method="post" onSubmit={form.onSubmit} className="space-y-4">
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        problem={form.problems.email}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        problem={form.problems.password}
      />
      <EntrySubmit label="Sign in" busy={form.busy} refusal={form.refusal} />
    </form>
  );
}
