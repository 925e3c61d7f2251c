import { Dialog } from "@base-ui/react/dialog";
import { SignInFields } from "./sign-in-form";

/** Over whatever somebody was doing when their session ended; behind it all is as they left it (U79). */
export function SignInAgain() {
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog w-[min(25rem,calc(100vw-2rem))]">
          <Dialog.Title className="text-lg font-bold">Sign in again</Dialog.Title>
          <Dialog.Description className="mt-1 mb-5 text-ink-2">
            Your session has ended. What you were writing is still here.
          </Dialog.Description>
          {/* The dialog goes by itself when the session is back. */}
          <SignInFields />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
