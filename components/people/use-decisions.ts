import type { User } from "@duologue/protocol/models";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import type { PeopleAccess } from "@/lib/use-people";
import { useAnnouncer } from "../announcer/announcer";

export type Decision = "like" | "pass";

/** Decides about people; the focus goes on to the next one, so that the keyboard never loses its place (A37). */
export function useDecisions({ people, like, pass }: PeopleAccess): {
  decide: (person: User, decision: Decision) => void;
  problem: string | undefined;
  list: RefObject<HTMLUListElement | null>;
} {
  const { say } = useAnnouncer();
  const [problem, setProblem] = useState<string>();
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
    goTo.current = people.findIndex((one) => one.id === person.id);
    const text = `${decision === "like" ? "Liked" : "Passed"}: ${person.name}`;
    say({ topic: "decision", text, many: (count) => `${count} decisions` });
    void (decision === "like" ? like : pass)(person.id).then((result) => {
      if (!result.ok) setProblem(`${person.name} is back in the list: ${result.detail}`);
    });
  };
  return { decide, problem, list };
}
