/** Cards of the list's own shape, drawn only when the list takes a while (U74). */
export function PeopleSkeleton() {
  return (
    <div role="status" aria-label="Loading people" className="after-a-while mt-6 space-y-4">
      {["w-32", "w-40", "w-28"].map((width) => (
        <div key={width} className="flex gap-5 rounded-card border border-line p-5">
          <div className="size-20 rounded-full bg-theirs" />
          <div className="min-w-0 flex-1 space-y-3 pt-2">
            <div className={`h-4 max-w-full rounded-full bg-theirs ${width}`} />
            <div className="h-3 w-full rounded-full bg-theirs" />
            <div className="h-3 w-2/3 rounded-full bg-theirs" />
          </div>
        </div>
      ))}
    </div>
  );
}
