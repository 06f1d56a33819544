const bucketsMs = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000]
/** Names come from persisted operations and are few; a flood of made-up ones ends up under one label. */
const maxOperations = 500

interface Histogram {
  counts: number[]
  sumMs: number
  total: number
}

/** Counters in memory, written as text for a scraper. */
export class Metrics {
  readonly #requests = new Map<string, number>()
  readonly #operations = new Map<string, Histogram>()

  countRequest(method: string, status: number): void {
    const key = `method="${method}",status="${status}"`
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1)
  }

  timeOperation(name: string, ms: number): void {
    const histogram = this.#histogramOf(name)
    const bucket = bucketsMs.findIndex(limit => ms <= limit)
    const index = bucket < 0 ? bucketsMs.length : bucket
    histogram.counts[index] = (histogram.counts[index] ?? 0) + 1
    histogram.sumMs += ms
    histogram.total += 1
  }

  /** OpenMetrics text. */
  write(): string {
    const requests = Array.from(
      this.#requests,
      ([key, count]) => `portico_http_requests_total{${key}} ${count}`,
    )
    const operations = Array.from(this.#operations, ([name, histogram]) => writeHistogram(name, histogram))
    const memory = `process_resident_memory_bytes ${process.memoryUsage.rss()}`
    return [...requests, ...operations.flat(), memory, '# EOF', ''].join('\n')
  }

  #histogramOf(name: string): Histogram {
    const label = this.#operations.has(name) || this.#operations.size < maxOperations ? name : 'other'
    const known = this.#operations.get(label)
    if (known) return known
    const histogram = { counts: new Array<number>(bucketsMs.length + 1).fill(0), sumMs: 0, total: 0 }
    this.#operations.set(label, histogram)
    return histogram
  }
}

function writeHistogram(operation: string, { counts, sumMs, total }: Histogram): string[] {
  const name = 'portico_graphql_duration_ms'
  let cumulative = 0
  const buckets = [...bucketsMs, '+Inf'].map((limit, index) => {
    cumulative += counts[index] ?? 0
    return `${name}_bucket{operation="${operation}",le="${limit}"} ${cumulative}`
  })
  return [
    ...buckets,
    `${name}_sum{operation="${operation}"} ${sumMs}`,
    `${name}_count{operation="${operation}"} ${total}`,
  ]
}
