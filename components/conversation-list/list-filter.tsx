import { Search } from "lucide";
import type { KeyboardEvent, RefObject } from "react";
import { isComposing } from "../composer/is-composing";
import { Icon } from "../icon";
import { ariaChord } from "../keyboard/shortcuts";

interface ListFilterProps {
  field: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (text: string) => void;
  /** Enter: opens the first of what is left */
  onOpenFirst: () => void;
  /** the rows, to go on with the arrow keys */
  list: RefObject<HTMLElement | null>;
}

/** Finds a conversation by the name of the other person (U71). */
export function ListFilter({ field, typed, onType, onOpenFirst, list }: ListFilterProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === "Enter") onOpenFirst();
    else if (event.key === "ArrowDown") list.current?.querySelector("a")?.focus();
    else if (event.key === "Escape") onType("");
    else return;
    event.preventDefault();
  };
  return (
    <search className="shrink-0 px-4 pt-3">
      <label className="list-filter">
        <Icon of={Search} size={16} />
        <span className="sr-only">Find a conversation</span>
        <input
          ref={field}
          type="search"
          value={typed}
          placeholder="Find somebody"
          autoComplete="off"
          aria-keyshortcuts={ariaChord("find-conversation")}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
    </search>
  );
}
