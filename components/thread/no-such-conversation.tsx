import { PageLink } from "../page-link";

/** The address names a conversation that does not exist, or not for this person: which of the two is not said (G11). */
export function NoSuchConversation() {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex flex-1 flex-col items-center justify-center gap-5 p-8 text-center"
    >
      <p className="text-ink-2">There is no such conversation.</p>
      <PageLink href="/messages" className="button">
        All conversations
      </PageLink>
    </main>
  );
}
