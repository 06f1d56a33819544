import { createMetricRegistry, DURATION_BUCKETS_MS, type MetricRegistry } from '@portico/telemetry'
import { Counter, collectDefaultMetrics, Histogram } from 'prom-client'

/** Names come from persisted operations and are few; a flood of made-up ones ends up under one label. */
const MAX_OPERATIONS = 500
/** Methods and statuses that really occur. */
const MAX_KEPT_SERIES = 200

/** One metric with all its series, as a process hands it to another. */
export type MetricObject = Awaited<ReturnType<MetricRegistry['getMetricsAsJSON']>>[number]

/** What a scraper reads of this process: its requests, its operations, and how Node itself is. */
export class Metrics {
  readonly #registry = createMetricRegistry()
  /** To find a series by its labels takes longer than to count in it. */
  readonly #operationSeries = new Map<string, Histogram.Internal<'operation'>>()
  readonly #requestSeries = new Map<string, Counter.Internal>()
  readonly #requests = new Counter({
    name: 'portico_http_requests_total',
    help: 'Requests that were answered, or given up (499).',
    labelNames: ['method', 'status'],
    registers: [this.#registry],
  })
  readonly #operations = new Histogram({
    name: 'portico_graphql_duration_ms',
    help: 'Milliseconds from a GraphQL operation that was read to its answer.',
    labelNames: ['operation'],
    buckets: DURATION_BUCKETS_MS,
    registers: [this.#registry],
  })

  countRequest(method: string, status: number): void {
    const key = `${method} ${status}`
    let series = this.#requestSeries.get(key)
    if (!series) {
      series = this.#requests.labels(method, String(status))
      if (this.#requestSeries.size < MAX_KEPT_SERIES) this.#requestSeries.set(key, series)
    }
    series.inc()
  }

  timeOperation(name: string, ms: number): void {
    const isNamed = this.#operationSeries.has(name) || this.#operationSeries.size < MAX_OPERATIONS
    const operation = isNamed ? name : 'other'
    this.#seriesOf(operation).observe(ms)
  }

  #seriesOf(operation: string): Histogram.Internal<'operation'> {
    let series = this.#operationSeries.get(operation)
    if (!series) {
      series = this.#operations.labels(operation)
      this.#operationSeries.set(operation, series)
    }
    return series
  }

  /** Memory, processor time, delay of the loop, garbage collection. Once in a process; its observers live as long. */
  measureProcess(): void {
    collectDefaultMetrics({ register: this.#registry })
  }

  /** OpenMetrics text. */
  write(): Promise<string> {
    return this.#registry.metrics()
  }

  /** For a process that adds up the metrics of several. */
  read(): Promise<MetricObject[]> {
    return this.#registry.getMetricsAsJSON()
  }
}
