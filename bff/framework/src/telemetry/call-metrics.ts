import type { RevisionLimit } from '@portico/service-client'
import { DURATION_BUCKETS_MS, type MetricRegistry } from '@portico/telemetry'
import { Counter, Gauge, Histogram } from 'prom-client'

/** Services by their revisions: releases come and go, and a process may live for weeks. */
const MAX_REVISIONS = 200

interface RevisionSeries {
  /** As it is labelled. */
  revision: string
  durations: Histogram.Internal<'service' | 'revision'>
  /** By outcome. */
  calls: Map<string, Counter.Internal>
}

/** What a scraper reads of calls to services. */
export class CallMetrics {
  /** To find a series by its labels takes longer than to count in it. */
  readonly #revisions = new Map<string, RevisionSeries>()
  readonly #calls: Counter<'service' | 'revision' | 'outcome'>
  readonly #durations: Histogram<'service' | 'revision'>
  readonly #refused: Counter<'service' | 'why'>
  readonly #hedges: Counter<'service' | 'answered'>
  readonly #registry: MetricRegistry

  constructor(registry: MetricRegistry) {
    const registers = [registry]
    this.#registry = registry
    this.#calls = new Counter({
      name: 'portico_upstream_calls_total',
      help: 'Attempts of calls to services, by the revision that was called: answered, failed, timedOut, cut or notSent.',
      labelNames: ['service', 'revision', 'outcome'],
      registers,
    })
    this.#durations = new Histogram({
      name: 'portico_upstream_duration_ms',
      help: 'Milliseconds of one attempt.',
      labelNames: ['service', 'revision'],
      buckets: DURATION_BUCKETS_MS,
      registers,
    })
    this.#hedges = new Counter({
      name: 'portico_upstream_hedged_total',
      help: 'Reads that were late and sent to a second instance, by which call was answered: first or second.',
      labelNames: ['service', 'answered'],
      registers,
    })
    this.#refused = new Counter({
      name: 'portico_upstream_refused_total',
      help: 'Calls that were not sent: unknown (no instance), resting (its breaker is open), full (it has as much under way as it is good at), kept-off-stable.',
      labelNames: ['service', 'why'],
      registers,
    })
  }

  /** A read that was sent twice. */
  noteHedge(service: string, hasSecondWon: boolean): void {
    this.#hedges.inc({ service, answered: hasSecondWon ? 'second' : 'first' })
  }

  /** How much services may have under way, as their clients have found out. Once. */
  readLimits(listLimits: () => readonly RevisionLimit[]): void {
    new Gauge({
      name: 'portico_upstream_concurrency',
      help: 'Calls to a revision: the limit that was found out, those under way (active), those that wait for a place (waiting).',
      labelNames: ['service', 'revision', 'what'],
      registers: [this.#registry],
      collect() {
        this.reset()
        for (const { service, revision, ...counts } of listLimits())
          for (const [what, count] of Object.entries(counts)) this.set({ service, revision, what }, count)
      },
    })
  }

  noteAttempt(service: string, revision: string, outcome: string, ms: number): void {
    const series = this.#seriesOf(service, revision)
    series.durations.observe(ms)
    let calls = series.calls.get(outcome)
    if (!calls) {
      calls = this.#calls.labels(service, series.revision, outcome)
      series.calls.set(outcome, calls)
    }
    calls.inc()
  }

  #seriesOf(service: string, given: string): RevisionSeries {
    const key = `${service} ${given}`
    const known = this.#revisions.get(key)
    if (known) return known
    const isCounted = this.#revisions.size < MAX_REVISIONS
    const revision = isCounted ? given : 'other'
    const series = { revision, durations: this.#durations.labels(service, revision), calls: new Map() }
    if (isCounted) this.#revisions.set(key, series)
    return series
  }

  noteRefused(service: string, why: string): void {
    this.#refused.inc({ service, why })
  }
}
