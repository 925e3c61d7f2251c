import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

/** What every link of ours contains. */
const MAY_LINK = /https?:\/\/|mailto:/i;

/** Finding links takes code that most conversations never need. Without it a link is still readable text. */
const LinkedText = lazy<ComponentType<{ content: string }>>(() =>
  import("./linked-text").then(
    ({ LinkedText }) => ({ default: LinkedText }),
    () => ({ default: PlainText }),
  ),
);

/**
 * The words of a message: text is text, and newlines are kept (U62). No component, because hundreds are drawn and most
 * are only text.
 */
export function messageText(content: string): ReactNode {
  if (!MAY_LINK.test(content)) return content;
  return (
    <Suspense fallback={content}>
      <LinkedText content={content} />
    </Suspense>
  );
}

function PlainText({ content }: { content: string }) {
  return content;
}
