import { TranscriptSkeleton } from "../transcript/transcript-skeleton";

/** A conversation of which nothing is known yet: everything stands where it will be (U74). */
export function ThreadSkeleton() {
  return (
    <main id="main" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="after-a-while flex h-13.5 shrink-0 items-center gap-3 border-b border-line px-14 md:h-[4.625rem] md:px-5">
        <div className="size-8 rounded-full bg-theirs" />
        <div className="h-3 w-28 rounded-full bg-theirs" />
      </div>
      <TranscriptSkeleton />
      <div className="after-a-while shrink-0 px-3 pb-3 md:px-6">
        <div className="mx-auto h-13 max-w-[45rem] rounded-[12px] border border-line" />
      </div>
    </main>
  );
}
