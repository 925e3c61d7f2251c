import { useChat } from "@/lib/use-chat";

/** No conversation is open: one sentence. The list beside it is the way on (U92). */
export function EmptyThread() {
  const any = useChat((state) => state.list.entries.length > 0);
  return (
    <main id="main" tabIndex={-1} className="flex flex-1 items-center justify-center p-8">
      {any && <p className="text-ink-3">Choose a conversation.</p>}
    </main>
  );
}
