/** How a figure moves from one measurement to the next. */
export interface Trend {
  /** The median of the slopes between all pairs (Theil and Sen): one measurement in four may be wrong by any amount. */
  slope: number
  /** The quartiles of these slopes: half of all pairs lie between them. */
  low: number
  high: number
}

/** `figures` were measured at equal distances; the slope is that of one distance. */
export function trendOf(figures: readonly number[]): Trend {
  const slopes = figures
    .flatMap((first, from) => figures.slice(from + 1).map((second, index) => (second - first) / (index + 1)))
    .sort((one, other) => one - other)
  if (slopes.length === 0) throw new Error('A trend needs two figures')
  return { slope: quantile(slopes, 0.5), low: quantile(slopes, 0.25), high: quantile(slopes, 0.75) }
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? 0
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at % 1)
}
