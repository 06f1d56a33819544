import { durationBoundsMs } from '@portico/release'

/**
 * The duration in ms that a share `q` of the calls took at most, by going straight through its bucket; what is above the
 * last bound counts as that bound. Null when there is none.
 */
export function quantileMs(durations: readonly number[], q: number): number | null {
  const total = durations.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let left = q * total
  for (const [at, upper] of durationBoundsMs.entries()) {
    const count = durations[at] ?? 0
    const lower = durationBoundsMs[at - 1] ?? 0
    if (count > 0 && left <= count) return round(lower + (upper - lower) * (left / count))
    left -= count
  }
  return durationBoundsMs.at(-1) ?? null
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
