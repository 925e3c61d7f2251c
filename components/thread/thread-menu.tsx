import { Menu } from "@base-ui/react/menu";
import type { Match } from "@duologue/protocol/models";
import { Ellipsis } from "lucide";
import { useLayoutEffect, useRef } from "react";
import { Icon } from "../icon";
import { MENU_BUTTON } from "./menu-button-id";

interface ThreadMenuProps {
  match: Match;
  onAbout: () => void;
  onEnd: () => void;
  defaultOpen: boolean;
  /** its button takes the focus on when it appears */
  takesFocus: boolean;
}

/** What one can do about a conversation. Ending the match is two steps away and then asked (U94, A29). */
export function ThreadMenu({ match, onAbout, onEnd, defaultOpen, takesFocus }: ThreadMenuProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) trigger.current?.focus();
  }, [takesFocus]);
  return (
    <Menu.Root defaultOpen={defaultOpen}>
      <Menu.Trigger ref={trigger} id={MENU_BUTTON} aria-label="More" className="icon-button">
        <Icon of={Ellipsis} size={20} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6} className="z-20">
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" onClick={onAbout}>
              About <bdi>{match.peer.name}</bdi>
            </Menu.Item>
            {match.status === "open" && (
              <Menu.Item className="menu-item text-danger" onClick={onEnd}>
                End match…
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
