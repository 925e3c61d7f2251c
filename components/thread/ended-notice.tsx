/** Stands where the composer was (U95). */
export function EndedNotice({ name }: { name: string }) {
  return (
    <p
      data-region="composer"
      tabIndex={-1}
      className="border-t border-line px-6 py-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] text-center text-ink-2"
    >
      The match with <bdi>{name}</bdi> has ended. You can still read what you wrote to each other.
    </p>
  );
}
