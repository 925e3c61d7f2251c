import { useChat } from "@/lib/use-chat";

/** Said where it can be seen and never in the way (U83). */
export function StorageNotice() {
  const storage = useChat((state) => state.storage);
  if (storage === "durable") return null;
  return (
    <p className="border-t border-line px-5 py-3 text-sm text-ink-2">
      This browser keeps nothing for this site. Unsent messages and drafts are lost when you close the tab.
    </p>
  );
}
