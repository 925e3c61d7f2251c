import { PageLink } from "../page-link";

/** Before the first match (U92). */
export function NoMatches() {
  return (
    <nav
      aria-label="Conversations"
      data-region="list"
      tabIndex={-1}
      className="flex flex-1 flex-col items-center justify-center gap-5 p-8 text-center"
    >
      <p className="max-w-56 text-ink-2">
        When you and somebody like each other, your conversation begins here.
      </p>
      <PageLink href="/people" className="button button-primary" data-region-focus>
        Meet people
      </PageLink>
    </nav>
  );
}
