/** Middle value; of an even count the lower middle, so that it is always a value that was measured. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Nearest rank: `share` in (0, 1]. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Nothing was measured.')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
}

/** Where the median of all lies with 95 of 100, when these are a sample: by the ranks of the binomial distribution. */
export function intervalOfMedian(values: readonly number[]): { low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const margin = 0.98 * Math.sqrt(sorted.length)
  const at = (rank: number) => sorted[Math.min(sorted.length - 1, Math.max(0, rank))] ?? Number.NaN
  return { low: at(Math.floor(sorted.length / 2 - margin)), high: at(Math.ceil(sorted.length / 2 + margin)) }
}
