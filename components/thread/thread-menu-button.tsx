import type { Match } from "@duologue/protocol/models";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import { Deferred } from "../deferred";

const loadMenu = async () => (await import("./thread-menu")).ThreadMenu;

interface ThreadMenuButtonProps {
  match: Match;
  onAbout: () => void;
  onEnd: () => void;
}

/** The menu itself is fetched when a pointer or the focus comes near. */
export function ThreadMenuButton({ match, onAbout, onEnd }: ThreadMenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  // Without the network this fails now and again when the menu opens; then is the time to care.
  const prepare = () => void loadMenu().catch(() => {});
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label="More"
        aria-haspopup="menu"
        aria-expanded={open}
        className="icon-button"
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => setOpen(true)}
      >
        <Ellipsis aria-hidden="true" size={20} strokeWidth={1.75} />
      </button>
      {open && (
        <Deferred load={loadMenu} onFail={close}>
          {(ThreadMenu) => (
            <ThreadMenu button={button} match={match} onAbout={onAbout} onEnd={onEnd} onClose={close} />
          )}
        </Deferred>
      )}
    </>
  );
}
