import { DURATION_BOUNDS_MS } from '@portico/release'

/**
 * The duration in ms that a share `q` of the calls took at most, by going straight through its bucket; what is above the
 * last bound counts as that bound. Null when there is none.
 */
export function quantileMs(durations: readonly number[], q: number): number | null {
  const total = durations.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let left = q * total
  for (const [at, upper] of DURATION_BOUNDS_MS.entries()) {
    const count = durations[at] ?? 0
    const lower = DURATION_BOUNDS_MS[at - 1] ?? 0
    if (count > 0 && left <= count) return round(lower + (upper - lower) * (left / count))
    left -= count
  }
  return DURATION_BOUNDS_MS.at(-1) ?? null
}

/** Standard errors to either side. The guard looks every two seconds: one chance in a thousand, and not one in twenty. */
const CERTAINTY = 3

/** How low and how high the quantile of all calls may be when these are a sample of them (by the binomial distribution). */
export function quantileBoundsMs(
  durations: readonly number[],
  q: number,
): { least: number; most: number } | null {
  const total = durations.reduce((sum, count) => sum + count, 0)
  const margin = CERTAINTY * Math.sqrt((q * (1 - q)) / total)
  const least = quantileMs(durations, Math.max(0, q - margin))
  const most = quantileMs(durations, Math.min(1, q + margin))
  return least === null || most === null ? null : { least, most }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
