"use client";
import { PaneError } from "@/components/boundary/pane-error";

/** What stands in a page's place when the page itself fails. Drafts and unsent messages live outside of it. */
export default function PageFailed({ reset }: { reset: () => void }) {
  return (
    <main className="flex min-h-dvh">
      <PaneError onRetry={reset}>This page could not be shown. What you were writing is kept.</PaneError>
    </main>
  );
}
