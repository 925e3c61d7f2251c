import { cx } from "../cx";

/** Widths of made-up messages: enough to fill a screen, uneven as talk is. */
const SHAPES = [
  { mine: false, width: "w-56" },
  { mine: false, width: "w-72" },
  { mine: true, width: "w-48" },
  { mine: false, width: "w-40" },
  { mine: true, width: "w-80" },
  { mine: true, width: "w-36" },
];

/** Where the messages will be, drawn only when they take a while (U74). */
export function TranscriptSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading messages"
      className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden px-3 pb-4 md:px-6"
    >
      <div className="after-a-while mx-auto flex w-full max-w-[45rem] flex-col gap-2.5">
        {SHAPES.map(({ mine, width }) => (
          <div
            key={width}
            className={cx(
              "h-9 max-w-[70%] rounded-bubble bg-theirs",
              width,
              mine ? "me-13 self-end" : "ms-13",
            )}
          />
        ))}
      </div>
    </div>
  );
}
