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
