import { createMetricRegistry, DURATION_BUCKETS_MS, type MetricRegistry } from '@portico/telemetry'
import { Counter, collectDefaultMetrics, Histogram } from 'prom-client'

/** Names come from persisted operations and are few; a flood of made-up ones ends up under one label. */
const MAX_OPERATIONS = 500

/** One metric with all its series, as a process hands it to another. */
export type MetricObject = Awaited<ReturnType<MetricRegistry['getMetricsAsJSON']>>[number]

/** What a scraper reads of this process: its requests, its operations, and how Node itself is. */
export class Metrics {
  readonly #registry = createMetricRegistry()
  readonly #operationNames = new Set<string>()
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
    this.#requests.inc({ method, status })
  }

  timeOperation(name: string, ms: number): void {
    const isNamed = this.#operationNames.has(name) || this.#operationNames.size < MAX_OPERATIONS
    const operation = isNamed ? name : 'other'
    this.#operationNames.add(operation)
    this.#operations.observe({ operation }, ms)
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
