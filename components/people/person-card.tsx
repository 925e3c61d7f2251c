import type { User } from "@duologue/protocol/models";
import type { KeyboardEvent } from "react";
import { Avatar } from "../avatar";
import { isolate } from "../isolate";
import type { Decision } from "./use-decisions";

interface PersonCardProps {
  person: User;
  onDecide: (decision: Decision) => void;
}

/** Somebody one may like. With the card in focus, L likes and P passes; arrows lead to the next one. */
export function PersonCard({ person, onDecide }: PersonCardProps) {
  const id = `person-${person.id}`;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const { nextElementSibling, previousElementSibling } = event.currentTarget;
    const acts: Partial<Record<string, () => void>> = {
      l: () => onDecide("like"),
      p: () => onDecide("pass"),
      arrowdown: () => nextElementSibling instanceof HTMLElement && nextElementSibling.focus(),
      arrowup: () => previousElementSibling instanceof HTMLElement && previousElementSibling.focus(),
    };
    const act = acts[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <li
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card is the place where its two keys work
      tabIndex={0}
      aria-labelledby={id}
      onKeyDown={onKeyDown}
      className="flex flex-wrap gap-4 rounded-card border border-line bg-surface p-4 md:gap-5 md:p-5"
    >
      <Avatar user={person} size="lg" />
      <div className="flex min-w-0 flex-[1_1_12rem] flex-col">
        <h2 id={id} className="anywhere text-lg font-bold">
          <bdi>{person.name}</bdi>
        </h2>
        <p dir="auto" className="anywhere mt-1 flex-1 whitespace-pre-line text-ink-2">
          {person.bio}
        </p>
        <div className="mt-4 flex flex-wrap gap-2">
          <button type="button" className="button button-primary min-w-24" onClick={() => onDecide("like")}>
            Like<span className="sr-only"> {isolate(person.name)}</span>
          </button>
          <button type="button" className="button min-w-24" onClick={() => onDecide("pass")}>
            Pass<span className="sr-only"> on {isolate(person.name)}</span>
          </button>
        </div>
      </div>
    </li>
  );
}
