import type { Match } from "@duologue/protocol/models";
import { Ellipsis } from "lucide";
import { useRef, useState } from "react";
import { Icon } from "../icon";
import { MENU_BUTTON } from "./menu-button-id";
import type { ThreadMenu } from "./thread-menu";

interface ThreadMenuButtonProps {
  match: Match;
  onAbout: () => void;
  onEnd: () => void;
}

interface Loaded {
  Menu: typeof ThreadMenu;
  /** the plain button had the focus, which its successor takes over */
  focused: boolean;
}

/** Stands in for the menu until a pointer or the focus comes near and its code has been fetched. */
export function ThreadMenuButton(props: ThreadMenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [loaded, setLoaded] = useState<Loaded>();
  const [pressed, setPressed] = useState(false);
  const load = () => {
    import("./thread-menu").then(
      ({ ThreadMenu }) => setLoaded({ Menu: ThreadMenu, focused: document.activeElement === button.current }),
      // Without the network there is no menu; the next approach tries again.
      () => setPressed(false),
    );
  };
  if (loaded !== undefined)
    return <loaded.Menu {...props} defaultOpen={pressed} takesFocus={loaded.focused} />;
  return (
    <button
      ref={button}
      type="button"
      id={MENU_BUTTON}
      aria-label="More"
      aria-haspopup="menu"
      className="icon-button"
      onPointerEnter={load}
      onFocus={load}
      onClick={() => {
        setPressed(true);
        load();
      }}
    >
      <Icon of={Ellipsis} size={20} />
    </button>
  );
}
