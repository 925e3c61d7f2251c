/** The button of a form, with what the server refused above it. */
export function EntrySubmit({
  label,
  busy,
  refusal,
}: {
  label: string;
  busy: boolean;
  refusal: string | undefined;
}) {
  return (
    <div className="space-y-3">
      <p role="alert" className="font-medium text-danger empty:hidden">
        {refusal}
      </p>
      <button type="submit" className="button button-primary w-full" aria-disabled={busy}>
        {busy ? "One moment…" : label}
      </button>
    </div>
  );
}
