"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide";
import { Icon } from "../icon";
import { KeyCap } from "./key-cap";
import { keyCaps } from "./key-caps";
import { type ShortcutId, type ShortcutScope, shortcuts } from "./shortcuts";

const SCOPES: readonly { scope: ShortcutScope; title: string }[] = [
  { scope: "everywhere", title: "Everywhere" },
  { scope: "list", title: "In the list of conversations" },
  { scope: "messages", title: "In the messages" },
  { scope: "composer", title: "While writing" },
];

/** All shortcuts, drawn from the registry that binds them (U100). */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog w-[min(34rem,calc(100vw-2rem))]">
          <div className="flex items-center justify-between gap-4">
            <Dialog.Title className="text-lg font-bold">Keyboard shortcuts</Dialog.Title>
            <Dialog.Close aria-label="Close" className="icon-button -me-2">
              <Icon of={X} size={18} />
            </Dialog.Close>
          </div>
          {SCOPES.map(({ scope, title }) => (
            <section key={scope} aria-label={title}>
              <h3 className="mt-5 mb-1 text-sm font-medium text-ink-3">{title}</h3>
              <dl>
                {idsOf(scope).map((id) => (
                  <div
                    key={id}
                    className="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-0"
                  >
                    <dt>{shortcuts[id].does}</dt>
                    <dd className="flex gap-1">
                      {keyCaps(id, apple).map((cap) => (
                        <KeyCap key={cap}>{cap}</KeyCap>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function idsOf(scope: ShortcutScope): ShortcutId[] {
  return (Object.keys(shortcuts) as ShortcutId[]).filter((id) => shortcuts[id].scope === scope);
}
