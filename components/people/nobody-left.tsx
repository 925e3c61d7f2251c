/** Everybody has been decided on (U92). */
export function NobodyLeft({ onLook }: { onLook: () => void }) {
  return (
    <div className="mt-16 flex flex-col items-center gap-5 text-center">
      <p className="max-w-72 text-ink-2">You have seen everybody. New people appear here when they join.</p>
      <button type="button" className="button" onClick={onLook}>
        Look again
      </button>
    </div>
  );
}
