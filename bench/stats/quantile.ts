/** The q-quantile (0 … 1) of the values, interpolated between neighbours. Throws on no values. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError("No values, no quantile");
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
