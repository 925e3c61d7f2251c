import type { User } from "@duologue/protocol/models";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { PeopleAccess } from "@/lib/use-people";
import { useAnnouncer } from "../announcer/announcer";
import { isolate } from "../isolate";

export type Decision = "like" | "pass";

/** Decides about people; the focus goes on to the next one, so that the keyboard never loses its place (A37). */
export function useDecisions({ people, like, pass }: PeopleAccess): {
  decide: (person: User, decision: Decision) => void;
  problem: string | undefined;
  /** the newest decision of this visit */
  last: Decision | undefined;
  list: RefObject<HTMLUListElement | null>;
} {
  const { say } = useAnnouncer();
  const [problem, setProblem] = useState<string>();
  const [last, setLast] = useState<Decision>();
  const list = useRef<HTMLUListElement>(null);
  const goTo = useRef<number>(undefined);

  useLayoutEffect(() => {
    if (goTo.current === undefined) return;
    const cards = list.current?.children;
    const next = cards?.[Math.min(goTo.current, cards.length - 1)];
    goTo.current = undefined;
    if (next instanceof HTMLElement) next.focus();
    else document.getElementById("main")?.focus();
  });

  const decide = (person: User, decision: Decision) => {
    setProblem(undefined);
    setLast(decision);
    goTo.current = people.findIndex((one) => one.id === person.id);
    const name = isolate(person.name);
    const text = decision === "like" ? `Liked: ${name}. You will hear if it is mutual.` : `Passed: ${name}`;
    say({ topic: "decision", text, many: (count) => `${count} decisions` });
    void (decision === "like" ? like : pass)(person.id).then((result) => {
      if (!result.ok) setProblem(`${name} is back in the list. ${result.detail}`);
    });
  };
  return { decide, problem, last, list };
}
