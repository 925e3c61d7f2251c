import type { FocusEvent, PointerEvent } from "react";
import { useMemo, useState } from "react";
import type { ListEntry } from "@/lib/chat-state";
import { type Held, holdOrder } from "./hold-order";

interface HeldOrder {
  ordered: readonly ListEntry[];
  /** for the element around the rows; rows carry `data-match` */
  holding: {
    onPointerOver: (event: PointerEvent) => void;
    onPointerLeave: () => void;
    onFocus: (event: FocusEvent) => void;
    onBlur: () => void;
  };
}

/** Keeps the row under the pointer, or else the one with the focus, in its place while the list reorders (U69). */
export function useHeldOrder(entries: readonly ListEntry[]): HeldOrder {
  const [pointed, setPointed] = useState<Held>();
  const [focused, setFocused] = useState<Held>();
  const ordered = useMemo(() => holdOrder(entries, pointed ?? focused), [entries, pointed, focused]);
  const hold = (id: string | undefined): Held | undefined => {
    const place = ordered.findIndex(({ match }) => match.id === id);
    return id === undefined || place === -1 ? undefined : { id, place };
  };
  return {
    ordered,
    holding: {
      // Touch has no hovering pointer: the row it last touched must not hold the list for ever.
      onPointerOver: ({ pointerType, target }) => {
        const id = pointerType === "mouse" ? matchOf(target) : undefined;
        if (id !== pointed?.id) setPointed(hold(id));
      },
      onPointerLeave: () => {
        setPointed(undefined);
        // While another row was held, this one may have moved.
        setFocused(hold(focused?.id));
      },
      onFocus: ({ target }) => setFocused(hold(matchOf(target))),
      onBlur: () => setFocused(undefined),
    },
  };
}

function matchOf(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>("[data-match]")?.dataset["match"]
    : undefined;
}
