import type { Match } from "@duologue/protocol/models";
import { Ellipsis } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";

const loadMenu = () => import("./thread-menu");
const ThreadMenu = lazy(async () => ({ default: (await loadMenu()).ThreadMenu }));

interface ThreadMenuButtonProps {
  match: Match;
  onAbout: () => void;
  onEnd: () => void;
}

/** The menu itself is fetched when a pointer or the focus comes near. */
export function ThreadMenuButton({ match, onAbout, onEnd }: ThreadMenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const prepare = () => void loadMenu();
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
        <Suspense>
          <ThreadMenu
            button={button}
            match={match}
            onAbout={onAbout}
            onEnd={onEnd}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
