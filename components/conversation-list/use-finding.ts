import { type RefObject, useEffect, useRef, useState } from "react";
import { useShortcuts } from "../keyboard/use-shortcuts";

interface Finding {
  /** the shortcut has asked for the field, in a list that is too short to have it always */
  asked: boolean;
  field: RefObject<HTMLInputElement | null>;
}

/** Leads to the field that finds conversations, from anywhere (U72). `show` brings the list on screen where it is not. */
export function useFinding(show: () => void): Finding {
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const wanted = useRef(false);
  const take = () => {
    const there = field.current?.checkVisibility({ visibilityProperty: true }) === true;
    if (!wanted.current || !there) return;
    wanted.current = false;
    field.current?.select();
  };
  // The field comes with the next commit, and on a narrow screen the list with a later one.
  useEffect(take);
  useShortcuts({
    "find-conversation": () => {
      wanted.current = true;
      setAsked(true);
      if (document.querySelector(".list-pane")?.checkVisibility({ visibilityProperty: true }) === false)
        show();
      take();
    },
  });
  return { asked, field };
}
