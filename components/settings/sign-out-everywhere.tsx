import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useState } from "react";
import type { ActionResult } from "@/lib/chat-state";

/** Asks first: it ends what other devices are in the middle of. */
export function SignOutEverywhere({ onSignOut }: { onSignOut: () => Promise<ActionResult> }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const signOut = async () => {
    setBusy(true);
    setProblem(undefined);
    const result = await onSignOut();
    setBusy(false);
    if (!result.ok) setProblem(result.detail);
  };
  return (
    <AlertDialog.Root onOpenChange={() => setProblem(undefined)}>
      <AlertDialog.Trigger className="button text-danger">Sign out everywhere</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog w-[min(26rem,calc(100vw-2rem))]">
          <AlertDialog.Title className="text-lg font-bold">Sign out everywhere?</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-2">
            Every device has to sign in again, this one too. What is not sent yet is lost.
          </AlertDialog.Description>
          {problem !== undefined && (
            <p role="alert" className="mt-3 text-sm font-medium text-danger">
              Not signed out. {problem}
            </p>
          )}
          <div className="mt-6 flex justify-end gap-2">
            <AlertDialog.Close className="button">Stay signed in</AlertDialog.Close>
            <button
              type="button"
              className="button button-danger"
              disabled={busy}
              onClick={() => void signOut()}
            >
              {busy ? "One moment…" : "Sign out"}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
