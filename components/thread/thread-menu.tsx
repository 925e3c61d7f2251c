import { Menu } from "@base-ui/react/menu";
import type { Match } from "@duologue/protocol/models";
import type { RefObject } from "react";

interface ThreadMenuProps {
  button: RefObject<HTMLButtonElement | null>;
  match: Match;
  onAbout: () => void;
  onEnd: () => void;
  onClose: () => void;
}

/** What one can do about a conversation. Ending the match is two steps away and then asked (U94, A29). */
export function ThreadMenu({ button, match, onAbout, onEnd, onClose }: ThreadMenuProps) {
  return (
    <Menu.Root defaultOpen onOpenChange={(open) => open || onClose()}>
      <Menu.Portal>
        <Menu.Positioner anchor={button} align="end" sideOffset={6} className="z-20">
          <Menu.Popup finalFocus={button} className="menu">
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
