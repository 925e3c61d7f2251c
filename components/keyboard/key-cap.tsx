/** One key as it is printed. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-6 min-w-6 items-center justify-center rounded-[6px] border border-line bg-sunken px-1.5 font-sans text-xs font-medium text-ink-2">
      {children}
    </kbd>
  );
}
