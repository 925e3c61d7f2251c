/** Rows of the list's own height, drawn only when the list takes a while (U74). */
export function ListSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading conversations"
      className="after-a-while flex-1 overflow-hidden px-2 py-2"
    >
      {["w-24", "w-32", "w-20", "w-28", "w-36"].map((width) => (
        <div key={width} className="flex h-17 items-center gap-3 px-3">
          <div className="size-11 rounded-full bg-theirs" />
          <div className="flex-1 space-y-2">
            <div className={`h-3 rounded-full bg-theirs ${width}`} />
            <div className="h-3 w-4/5 rounded-full bg-theirs" />
          </div>
        </div>
      ))}
    </div>
  );
}
