import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useState } from "react";
import type { ActionResult } from "@/lib/chat-state";
import { menuButton } from "./menu-button-id";

interface EndMatchDialogProps {
  name: string;
  onEnd: () => Promise<ActionResult>;
  onClose: () => void;
}

/** Asks before a match ends, because nobody can take it back (A29). */
export function EndMatchDialog({ name, onEnd, onClose }: EndMatchDialogProps) {
  const [open, setOpen] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const end = async () => {
    setBusy(true);
    const result = await onEnd();
    setBusy(false);
    if (result.ok) setOpen(false);
    else setProblem(result.detail);
  };
  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen} onOpenChangeComplete={(shown) => shown || onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog w-[min(26rem,calc(100vw-2rem))]" finalFocus={menuButton}>
          <AlertDialog.Title className="anywhere text-lg font-bold">
            End your match with <bdi>{name}</bdi>?
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-2">
            Neither of you can write here any more. Both of you can still read what was said. This cannot be
            undone.
          </AlertDialog.Description>
          {problem !== undefined && (
            <p role="alert" className="mt-3 text-sm font-medium text-danger">
              Not ended. {problem}
            </p>
          )}
          <div className="mt-6 flex flex-wrap justify-end gap-2 max-md:*:grow">
            <AlertDialog.Close className="button">Keep the match</AlertDialog.Close>
            <button type="button" className="button button-danger" disabled={busy} onClick={() => void end()}>
              {busy ? "Ending…" : "End match"}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
