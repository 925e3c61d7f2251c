import { Dialog } from "@base-ui/react/dialog";
import type { Match } from "@duologue/protocol/models";
import { X } from "lucide";
import { Icon } from "../icon";
import { menuButton } from "./menu-button-id";
import { PeerDetails } from "./peer-details";

interface DetailsSheetProps {
  match: Match;
  onEnd: () => void;
  onClose: () => void;
}

/** Over the thread, where there is no room beside it. */
export function DetailsSheet({ match, onEnd, onClose }: DetailsSheetProps) {
  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="sheet" finalFocus={menuButton}>
          <div className="flex h-14 shrink-0 items-center justify-between ps-6 pe-2">
            <Dialog.Title className="text-sm font-medium text-ink-3">About</Dialog.Title>
            <Dialog.Close aria-label="Close" className="icon-button">
              <Icon of={X} size={18} />
            </Dialog.Close>
          </div>
          <PeerDetails match={match} onEnd={onEnd} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
