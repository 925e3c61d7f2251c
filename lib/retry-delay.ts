const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/**
 * Milliseconds before the attempt after so many failed ones (1, 2, …): full jitter between 1 s and a ceiling that
 * doubles from 2 s to 30 s, so that clients that failed together do not come back together. 0 ≤ fraction < 1.
 */
export function retryDelay(failures: number, fraction: number): number {
  const ceiling = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.max(1, failures));
  return RETRY_MIN_MS + fraction * (ceiling - RETRY_MIN_MS);
}
