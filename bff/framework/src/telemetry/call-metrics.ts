import { DURATION_BUCKETS_MS, type MetricRegistry } from '@portico/telemetry'
import { Counter, Histogram } from 'prom-client'

/** Services by their revisions: releases come and go, and a process may live for weeks. */
const MAX_REVISIONS = 200

/** What a scraper reads of calls to services. */
export class CallMetrics {
  readonly #revisions = new Set<string>()
  readonly #calls: Counter<'service' | 'revision' | 'outcome'>
  readonly #durations: Histogram<'service' | 'revision'>
  readonly #refused: Counter<'service' | 'why'>

  constructor(registry: MetricRegistry) {
    const registers = [registry]
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
    this.#refused = new Counter({
      name: 'portico_upstream_refused_total',
      help: 'Calls that were not sent: unknown (no instance), resting (its breaker is open), kept-off-stable.',
      labelNames: ['service', 'why'],
      registers,
    })
  }

  noteAttempt(service: string, revision: string, outcome: string, ms: number): void {
    const key = `${service} ${revision}`
    const isKnown = this.#revisions.has(key) || this.#revisions.size < MAX_REVISIONS
    if (isKnown) this.#revisions.add(key)
    const labels = { service, revision: isKnown ? revision : 'other' }
    this.#calls.inc({ ...labels, outcome })
    this.#durations.observe(labels, ms)
  }

  noteRefused(service: string, why: string): void {
    this.#refused.inc({ service, why })
  }
}
