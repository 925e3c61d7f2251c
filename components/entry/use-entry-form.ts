import { type FormEvent, useRef, useState } from "react";
import type { ActionResult } from "@/lib/chat-state";
import { type CredentialProblems, type Credentials, credentialProblems } from "./credential-problems";
import { focusField } from "./focus-field";

interface EntryForm {
  problems: CredentialProblems;
  /** what the server refused, in words */
  refusal: string | undefined;
  busy: boolean;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/** Checks a form, sends it, and leads to the first field that needs mending. */
export function useEntryForm(options: {
  isNew: boolean;
  submit: (credentials: Credentials) => Promise<ActionResult>;
}): EntryForm {
  const [problems, setProblems] = useState<CredentialProblems>({});
  const [refusal, setRefusal] = useState<string>();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const run = async (form: HTMLFormElement) => {
    const credentials = read(form);
    const found = credentialProblems(credentials, options.isNew);
    setProblems(found);
    setRefusal(undefined);
    const [first] = Object.keys(found);
    if (first !== undefined) return focusField(form, first);
    running.current = true;
    setBusy(true);
    const result = await options.submit(credentials);
    running.current = false;
    setBusy(false);
    if (result.ok) return;
    if (result.code !== "email_taken") return setRefusal(result.detail);
    setProblems({ email: result.detail });
    focusField(form, "email");
  };
  return {
    problems,
    refusal,
    busy,
    onSubmit: (event) => {
      event.preventDefault();
      if (!running.current) void run(event.currentTarget);
    },
  };
}

function read(form: HTMLFormElement): Credentials {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? "");
  return {
    ...(data.has("name") ? { name: text("name").trim() } : {}),
    email: text("email").trim(),
    password: text("password"),
  };
}
