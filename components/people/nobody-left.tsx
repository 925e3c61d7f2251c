/**
 * Nobody to decide on (U92). Whoever has decided on nobody in this visit may be the very first person here, or have seen
 * everybody before: those words hold for both.
 */
export function NobodyLeft({ decided, onLook }: { decided: boolean; onLook: () => void }) {
  return (
    <div className="mt-16 flex flex-col items-center gap-5 text-center">
      <p className="max-w-72 text-ink-2">
        {decided ? "You have seen everybody." : "There is nobody new here right now."} New people appear here
        when they join.
      </p>
      <button type="button" className="button" onClick={onLook}>
        Look again
      </button>
    </div>
  );
}
