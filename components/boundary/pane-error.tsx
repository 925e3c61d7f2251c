import type { ReactNode } from "react";

/** A part of the screen that failed says so in its own place, with the way on. */
export function PaneError({ children, onRetry }: { children: ReactNode; onRetry: () => void }) {
  return (
    <div className="flex h-full flex-1 flex-col items-center justify-center gap-4 p-6 text-center">
      <p className="max-w-xs text-ink-2">{children}</p>
      <button type="button" className="button" onClick={onRetry}>
        Retry
      </button>
    </div>
  );
}
