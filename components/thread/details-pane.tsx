import type { Match } from "@duologue/protocol/models";
import { X } from "lucide";
import { Icon } from "../icon";
import { isolate } from "../isolate";
import { PeerDetails } from "./peer-details";

interface DetailsPaneProps {
  match: Match;
  onEnd: () => void;
  onClose: () => void;
}

/** Beside the thread, where there is room for three panes. */
export function DetailsPane({ match, onEnd, onClose }: DetailsPaneProps) {
  return (
    <aside
      aria-label={`About ${isolate(match.peer.name)}`}
      data-region="details"
      tabIndex={-1}
      className="flex w-80 shrink-0 flex-col overflow-y-auto border-s border-line"
    >
      <div className="flex h-[4.5rem] shrink-0 items-center justify-end px-2">
        <button type="button" aria-label="Close" className="icon-button" onClick={onClose} data-region-focus>
          <Icon of={X} size={18} />
        </button>
      </div>
      <PeerDetails match={match} onEnd={onEnd} />
    </aside>
  );
}
