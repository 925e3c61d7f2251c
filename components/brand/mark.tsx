/** The sign of the product, as in app/icon.svg but in the theme's colours. */
export function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className="size-7 shrink-0">
      <path
        className="fill-link opacity-45"
        d="M13 3h9a7 7 0 0 1 7 7v5a7 7 0 0 1-5 6.700V16a8 8 0 0 0-8-8H8.100A6 6 0 0 1 13 3Z"
      />
      <path
        className="fill-link"
        d="M9 11h7a5 5 0 0 1 5 5v6a7 7 0 0 1-7 7H5a2 2 0 0 1-2-2V17a6 6 0 0 1 6-6Z"
      />
    </svg>
  );
}
