/**
 * Moves the focus to the next or previous part of the page (A16). Parts carry `data-region`, in the order of the
 * document; inside, the element with `data-region-focus` receives the focus, or else the part itself.
 */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter((region) =>
    region.checkVisibility({ visibilityProperty: true }),
  );
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = at === -1 && step === -1 ? regions.length - 1 : (at + step + regions.length) % regions.length;
  const region = regions[next];
  const target = region?.querySelector<HTMLElement>("[data-region-focus]") ?? region;
  target?.focus();
}
