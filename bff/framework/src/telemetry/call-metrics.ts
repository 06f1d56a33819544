import type { RevisionLimit } from '@portico/service-client'
import {
  DURATION_BUCKETS_MS,
  DurationCounts,
  type MetricRegistry,
  registerHistogram,
} from '@portico/telemetry'
import { Counter, Gauge } from 'prom-client'

/** Services by their revisions: releases come and go, and a process may live for weeks. */
const MAX_REVISIONS = 200
const OTHER = 'other'

interface RevisionSeries {
  labels: { service: string; revision: string }
  durations: DurationCounts
  /** By outcome. */
  calls: Map<string, number>
}

/** What a scraper reads of calls to services. */
export class CallMetrics {
  /** Service -> revision as it is called, by the strings that are at hand: a key that is put together takes longer than to count. */
  readonly #revisions = new Map<string, Map<string, RevisionSeries>>()
  /** As they are labelled: what is beyond the limit is one revision `other` of its service. */
  readonly #series: RevisionSeries[] = []
  readonly #refused: Counter<'service' | 'why'>
  readonly #hedges: Counter<'service' | 'answered'>
  readonly #registry: MetricRegistry

  constructor(registry: MetricRegistry) {
    const registers = [registry]
    this.#registry = registry
    const series = this.#series
    new Counter({
      name: 'portico_upstream_calls_total',
      help: 'Attempts of calls to services, by the revision that was called: answered, failed, timedOut, cut or notSent.',
      labelNames: ['service', 'revision', 'outcome'],
      registers,
      collect() {
        this.reset()
        for (const { labels, calls } of series)
          for (const [outcome, count] of calls) this.inc({ ...labels, outcome }, count)
      },
    })
    registerHistogram(registry, {
      name: 'portico_upstream_duration_ms',
      help: 'Milliseconds of one attempt.',
      list: () => series,
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
    const { durations, calls } =
      this.#revisions.get(service)?.get(revision) ?? this.#openSeries(service, revision)
    durations.note(ms)
    calls.set(outcome, (calls.get(outcome) ?? 0) + 1)
  }

  #openSeries(service: string, given: string): RevisionSeries {
    const revisions = this.#revisions.get(service) ?? new Map<string, RevisionSeries>()
    this.#revisions.set(service, revisions)
    const revision = this.#series.length < MAX_REVISIONS ? given : OTHER
    const known = revisions.get(revision)
    if (known) return known
    const labels = { service, revision }
    const series = { labels, durations: new DurationCounts(DURATION_BUCKETS_MS), calls: new Map() }
    revisions.set(revision, series)
    this.#series.push(series)
    return series
  }

  noteRefused(service: string, why: string): void {
    this.#refused.inc({ service, why })
  }
}
