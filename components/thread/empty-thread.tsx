import { useChat } from "@/lib/use-chat";
import { PageLink } from "../page-link";

/** No conversation is open: the list beside it is the way on, or somebody new (U92). */
export function EmptyThread() {
  const any = useChat((state) => state.list.entries.length > 0);
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex flex-1 flex-col items-center justify-center gap-5 p-8 text-center"
    >
      {any && (
        <>
          <p className="text-ink-2">Choose a conversation.</p>
          <PageLink href="/people" className="button">
            Meet somebody new
          </PageLink>
        </>
      )}
    </main>
  );
}
