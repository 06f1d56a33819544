import {
  createMetricRegistry,
  DURATION_BUCKETS_MS,
  DurationCounts,
  type MetricRegistry,
  registerHistogram,
} from '@portico/telemetry'
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
const OTHER = 'other'
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
  labels: { operation: string }
  durations: DurationCounts
  outcomes: Record<OperationOutcome, number>
}

/** One metric with all its series, as a process hands it to another. */
export type MetricObject = Awaited<ReturnType<MetricRegistry['getMetricsAsJSON']>>[number]

/** What a scraper reads of this process: its requests, its operations, and how Node itself is. */
export class Metrics {
  readonly #registry = createMetricRegistry()
  readonly #operations = new Map<string, OperationSeries>()
  /** Method -> status -> requests. */
  readonly #requests = new Map<string, Map<number, number>>()
  #requestSeries = 0
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
    this.#registerRequests()
    this.#registerOperations()
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

  /** Once. */
  readInFlight(count: () => number): void {
    new Gauge({
      name: 'portico_operations_in_flight',
      help: 'Operations under way or waiting for their turn.',
      registers: [this.#registry],
      collect() {
        this.set(count())
      },
    })
  }

  #registerRequests(): void {
    const requests = this.#requests
    new Counter({
      name: 'portico_http_requests_total',
      help: 'Requests that were answered, or given up (499).',
      labelNames: ['method', 'status'],
      registers: [this.#registry],
      collect() {
        this.reset()
        for (const [method, statuses] of requests)
          for (const [status, count] of statuses) this.inc({ method, status }, count)
      },
    })
  }

  #registerOperations(): void {
    const operations = this.#operations
    registerHistogram(this.#registry, {
      name: 'portico_graphql_duration_ms',
      help: 'Milliseconds from a GraphQL operation that was read to its answer.',
      list: () => operations.values(),
    })
    new Counter({
      name: 'portico_graphql_requests_total',
      help: 'Operations by how they ended: ok, refused (an error of the caller), failed (an error of ours in any part).',
      labelNames: ['operation', 'outcome'],
      registers: [this.#registry],
      collect() {
        this.reset()
        for (const { labels, outcomes } of operations.values())
          for (const [outcome, count] of Object.entries(outcomes)) this.inc({ ...labels, outcome }, count)
      },
    })
  }

  countRequest(given: string, status: number): void {
    const known = this.#requests.get(given)?.get(status)
    const isCounted = known !== undefined || this.#requestSeries < MAX_KEPT_SERIES
    const method = isCounted ? given : OTHER
    const statuses = this.#requests.get(method) ?? new Map<number, number>()
    const count = statuses.get(status) ?? 0
    if (count === 0) {
      this.#requests.set(method, statuses)
      this.#requestSeries += 1
    }
    statuses.set(status, count + 1)
  }

  /** Beyond so many kinds of page the rest is counted together. */
  noteVital({ name, ...page }: VitalLabels, value: number): void {
    const key = Object.values(page).join(' ')
    const isKnown = this.#vitalSeries.has(key) || this.#vitalSeries.size < MAX_VITAL_SERIES / 5
    if (isKnown) this.#vitalSeries.add(key)
    this.#vitals.observe({ name, ...(isKnown ? page : OTHER_PAGES) }, value)
  }

  timeOperation(name: string, ms: number, outcome: OperationOutcome): void {
    const { durations, outcomes } = this.#operations.get(name) ?? this.#openOperation(name)
    durations.note(ms)
    outcomes[outcome] += 1
  }

  #openOperation(name: string): OperationSeries {
    const operation = this.#operations.size < MAX_OPERATIONS ? name : OTHER
    const series = this.#operations.get(operation) ?? {
      labels: { operation },
      durations: new DurationCounts(DURATION_BUCKETS_MS),
      outcomes: { ok: 0, refused: 0, failed: 0 },
    }
    this.#operations.set(operation, series)
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
