import type { Metric } from 'prom-client'
import type { MetricRegistry } from './registry.ts'

/** Durations of one kind. To count one takes a few additions; the library looks each time at its labels and finds the series by their text. */
export class DurationCounts {
  readonly bounds: readonly number[]
  /** By bound; what is above all of them has none. */
  readonly counts: number[]
  count = 0
  sum = 0

  /** `bounds`: upper ones, ascending. */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds
    this.counts = bounds.map(() => 0)
  }

  note(ms: number): void {
    this.count += 1
    this.sum += ms
    const { bounds, counts } = this
    for (let at = 0; at < bounds.length; at += 1) {
      if (ms > (bounds[at] as number)) continue
      counts[at] = (counts[at] as number) + 1
      return
    }
  }
}

interface HistogramSeries {
  labels: Readonly<Record<string, string>>
  durations: DurationCounts
}

interface HistogramDescription {
  name: string
  help: string
  list(): Iterable<HistogramSeries>
}

interface HistogramValue {
  metricName: string
  labels: Readonly<Record<string, string | number>>
  value: number
}

/** Has a scraper read what is counted elsewhere. */
export function registerHistogram(
  registry: MetricRegistry,
  { name, help, list }: HistogramDescription,
): void {
  const get = async () => ({
    ...{ name, help, type: 'histogram', aggregator: 'sum' },
    values: Array.from(list(), series => valuesOf(name, series)).flat(),
  })
  // Of a metric the registry asks for these, and for `reset`, which no part of the platform calls.
  registry.registerMetric({ name, type: 'histogram', get, reset() {} } as unknown as Metric)
}

function valuesOf(name: string, { labels, durations }: HistogramSeries): HistogramValue[] {
  const { bounds, counts, count, sum } = durations
  let below = 0
  const buckets = bounds.map((le, at) => {
    below += counts[at] ?? 0
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: below }
  })
  return [
    ...buckets,
    { metricName: `${name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ]
}
