import { createMetricRegistry, DURATION_BUCKETS_MS, type MetricRegistry } from '@portico/telemetry'
import { Counter, collectDefaultMetrics, Gauge, Histogram } from 'prom-client'
import { CallMetrics } from './call-metrics.ts'
import { TenantCounts } from './tenant-counts.ts'

/** Names come from persisted operations and are few; a flood of made-up ones ends up under one label. */
const MAX_OPERATIONS = 500
/** Of web vitals: five names by tier, version and release. */
const MAX_VITAL_SERIES = 500
/** Methods and statuses that really occur. */
const MAX_KEPT_SERIES = 200

export type OperationOutcome = 'ok' | 'refused' | 'failed'

/** As browsers judge LCP, INP, FCP and TTFB: good, fair, poor. Of CLS, too, in thousandths. */
const VITAL_BUCKETS_MS = [50, 100, 200, 250, 500, 800, 1800, 2500, 3000, 4000, 10_000]
const OTHER_PAGES = { tier: 'other', version: 'other', release: 'other' }

export interface VitalLabels {
  name: string
  /** Of the tenant: its plan. */
  tier: string
  /** Of the shell. */
  version: string
  release: string
}

interface OperationSeries {
  durations: Histogram.Internal<'operation'>
  outcomes: Record<OperationOutcome, Counter.Internal>
}

/** One metric with all its series, as a process hands it to another. */
export type MetricObject = Awaited<ReturnType<MetricRegistry['getMetricsAsJSON']>>[number]

/** What a scraper reads of this process: its requests, its operations, and how Node itself is. */
export class Metrics {
  readonly #registry = createMetricRegistry()
  /** To find a series by its labels takes longer than to count in it. */
  readonly #operationSeries = new Map<string, OperationSeries>()
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

  readonly #outcomes = new Counter({
    name: 'portico_graphql_requests_total',
    help: 'Operations by how they ended: ok, refused (an error of the caller), failed (an error of ours in any part).',
    labelNames: ['operation', 'outcome'],
    registers: [this.#registry],
  })
  readonly calls = new CallMetrics(this.#registry)
  readonly tenants = new TenantCounts()
  readonly #vitals = new Histogram({
    name: 'portico_web_vital_ms',
    help: 'Web vitals of pages, in milliseconds; of CLS thousandths of its score.',
    labelNames: ['name', 'tier', 'version', 'release'],
    buckets: VITAL_BUCKETS_MS,
    registers: [this.#registry],
  })
  readonly #vitalSeries = new Set<string>()

  constructor() {
    const { tenants } = this
    new Counter({
      name: 'portico_tenant_requests_total',
      help: 'Operations by tenant: of the most active, and other.',
      labelNames: ['tenant'],
      registers: [this.#registry],
      collect() {
        this.reset()
        for (const [tenant, count] of tenants.read()) this.inc({ tenant }, count)
      },
    })
  }

  /** The cache counts, a scraper reads. Once. */
  readEntities(listUses: () => readonly { name: string; hits: number; misses: number }[]): void {
    new Counter({
      name: 'portico_cache_reads_total',
      help: 'Entities that loaders asked the cache for: hit or miss.',
      labelNames: ['entity', 'result'],
      registers: [this.#registry],
      collect() {
        this.reset()
        for (const { name: entity, hits, misses } of listUses()) {
          this.inc({ entity, result: 'hit' }, hits)
          this.inc({ entity, result: 'miss' }, misses)
        }
      },
    })
  }

  /** Once. */
  readBrownOut(isOn: () => boolean): void {
    new Gauge({
      name: 'portico_brown_out',
      help: 'Processes of this gateway that omit optional fields because of their load.',
      registers: [this.#registry],
      collect() {
        this.set(isOn() ? 1 : 0)
      },
    })
  }

  countRequest(method: string, status: number): void {
    const key = `${method} ${status}`
    let series = this.#requestSeries.get(key)
    if (!series) {
      series = this.#requests.labels(method, String(status))
      if (this.#requestSeries.size < MAX_KEPT_SERIES) this.#requestSeries.set(key, series)
    }
    series.inc()
  }

  /** Beyond so many kinds of page the rest is counted together. */
  noteVital({ name, ...page }: VitalLabels, value: number): void {
    const key = Object.values(page).join(' ')
    const isKnown = this.#vitalSeries.has(key) || this.#vitalSeries.size < MAX_VITAL_SERIES / 5
    if (isKnown) this.#vitalSeries.add(key)
    this.#vitals.observe({ name, ...(isKnown ? page : OTHER_PAGES) }, value)
  }

  timeOperation(name: string, ms: number, outcome: OperationOutcome): void {
    const isNamed = this.#operationSeries.has(name) || this.#operationSeries.size < MAX_OPERATIONS
    const { durations, outcomes } = this.#seriesOf(isNamed ? name : 'other')
    durations.observe(ms)
    outcomes[outcome].inc()
  }

  #seriesOf(operation: string): OperationSeries {
    let series = this.#operationSeries.get(operation)
    if (!series) {
      const of = (outcome: OperationOutcome) => this.#outcomes.labels(operation, outcome)
      const outcomes = { ok: of('ok'), refused: of('refused'), failed: of('failed') }
      series = { durations: this.#operations.labels(operation), outcomes }
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
