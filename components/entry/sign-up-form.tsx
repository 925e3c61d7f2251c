"use client";
import { useSession } from "@/lib/use-session";
import { EntrySubmit } from "./entry-submit";
import { TextField } from "./text-field";
import { useEntryForm } from "./use-entry-form";
import { useLeaveWhenSignedIn } from "./use-leave-when-signed-in";

/** A name that others see, and the two things that let one in again. */
export function SignUpForm({ next }: { next: string }) {
  const { signUp } = useSession();
  useLeaveWhenSignedIn(next);
  const form = useEntryForm({
    isNew: true,
    submit: ({ name = "", email, password }) => signUp({ name, email, password }),
  });
  return (
    <form noValidate method="post" onSubmit={form.onSubmit} className="space-y-4">
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        hint="As others see it."
        problem={form.problems.name}
      />
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
        autoComplete="new-password"
        hint="At least 8 characters."
        problem={form.problems.password}
      />
      <EntrySubmit label="Create account" busy={form.busy} refusal={form.refusal} />
    </form>
  );
}
