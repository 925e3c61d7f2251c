"use client";
import { useState } from "react";
import { useSession } from "@/lib/use-session";

/** Somebody made up, whose account a demonstration lends. */
export interface DemoPerson {
  name: string;
  email: string;
  password: string;
  /** who they are, in a few words */
  note: string;
}

/** Signs in with one click as somebody of the demonstration. */
export function DemoPeople({ people }: { people: readonly DemoPerson[] }) {
  const { signIn } = useSession();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const enter = async ({ email, password }: DemoPerson) => {
    setBusy(email);
    const result = await signIn({ email, password });
    setBusy(undefined);
    if (!result.ok) setProblem(result.detail);
  };
  return (
    <section aria-labelledby="demo-people">
      <h2 id="demo-people" className="font-medium">
        This is a demonstration. Come in as
      </h2>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {people.map((person) => (
          <li key={person.email}>
            <button
              type="button"
              disabled={busy !== undefined}
              className="-mx-2 flex w-[calc(100%+1rem)] flex-col items-start rounded-control px-2 py-2.5 text-start transition-colors hover:bg-wash"
              onClick={() => void enter(person)}
            >
              <span className="font-medium">
                <bdi>{person.name}</bdi>
              </span>
              <span className="text-sm text-ink-2">{person.note}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="alert" className="mt-2 font-medium text-danger empty:hidden">
        {problem}
      </p>
    </section>
  );
}
