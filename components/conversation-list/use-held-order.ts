import type { FocusEvent, PointerEvent } from "react";
import { useState } from "react";
import type { ListEntry } from "@/lib/chat-state";
import { holdOrder } from "./hold-order";

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
  const [pointed, setPointed] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const [drawn, setDrawn] = useState<readonly string[]>([]);
  const wanted = entries.map((entry) => entry.match.id);
  const order = holdOrder(drawn, wanted, pointed ?? focused);
  if (order.length !== drawn.length || order.some((id, index) => id !== drawn[index])) setDrawn(order);

  const byId = new Map(entries.map((entry) => [entry.match.id, entry]));
  return {
    ordered: order.flatMap((id) => byId.get(id) ?? []),
    holding: {
      // Touch has no hovering pointer: the row it last touched must not hold the list for ever.
      onPointerOver: (event) => setPointed(event.pointerType === "mouse" ? matchOf(event.target) : undefined),
      onPointerLeave: () => setPointed(undefined),
      onFocus: (event) => setFocused(matchOf(event.target)),
      onBlur: () => setFocused(undefined),
    },
  };
}

function matchOf(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>("[data-match]")?.dataset["match"]
    : undefined;
}
