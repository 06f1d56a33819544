import type { Tag } from '@portico/release'
import { createMetricRegistry, DURATION_BUCKETS_MS, processMetrics } from '@portico/telemetry'
import { Counter, Gauge, Histogram } from 'prom-client'

/** The connections of a service to its database. */
export interface PoolState {
  open: number
  idle: number
  /** Calls that wait for their turn. */
  waiting: number
}

/** Jobs or messages of one kind that no worker has taken yet. */
export interface QueueState {
  queue: string
  waiting: number
  /** Age of the oldest; 0 where none waits. */
  oldestMs: number
}

const ROUTE_LABELS = ['method', 'route'] as const

/** What a scraper reads of one service: its requests, its database, what waits in its queues, and how Node itself is. */
export class ServiceMetrics {
  readonly #registry = createMetricRegistry()
  readonly #queueReaders: (() => Promise<QueueState[]>)[] = []
  readonly #requests = new Counter({
    name: 'portico_service_requests_total',
    help: 'Requests that were answered, by the pattern of their route.',
    labelNames: [...ROUTE_LABELS, 'status'],
    registers: [this.#registry],
  })
  readonly #durations = new Histogram({
    name: 'portico_service_duration_ms',
    help: 'Milliseconds from a request to the end of its answer.',
    labelNames: ROUTE_LABELS,
    buckets: DURATION_BUCKETS_MS,
    registers: [this.#registry],
  })
  readonly #queued = this.#gauge('portico_queue_waiting', 'Jobs or messages that no worker has taken yet.')
  readonly #oldest = this.#gauge(
    'portico_queue_oldest_ms',
    'Milliseconds that the oldest of them has waited.',
  )

  constructor(labels: { service: string; tag: Tag }) {
    this.#registry.setDefaultLabels(labels)
  }

  countRequest({ method, route, status, ms }: { method: string; route: string; status: number; ms: number }) {
    this.#requests.inc({ method, route, status })
    this.#durations.observe({ method, route }, ms)
  }

  measurePool(read: () => PoolState) {
    new Gauge({
      name: 'portico_database_connections',
      help: 'Connections to the database, and calls that wait for one.',
      labelNames: ['state'],
      registers: [this.#registry],
      collect() {
        for (const [state, count] of Object.entries(read())) this.set({ state }, count)
      },
    })
  }

  /** Left out where there is no replica; -1 where it is not known. */
  measureReplica(readLagMs: () => number | null) {
    if (readLagMs() === null) return
    new Gauge({
      name: 'portico_replica_lag_ms',
      help: 'How old what the replica shows is at most; -1: not known.',
      registers: [this.#registry],
      collect() {
        const lagMs = readLagMs() ?? Number.POSITIVE_INFINITY
        this.set(Number.isFinite(lagMs) ? lagMs : -1)
      },
    })
  }

  /** A number that is read at each scrape. */
  measure({ name, help, read }: { name: `portico_${string}`; help: string; read(): number }) {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read())
      },
    })
  }

  /** Read at each scrape. A queue that cannot be read is left out of that one. */
  measureQueues(read: () => Promise<QueueState[]>) {
    this.#queueReaders.push(read)
  }

  /** OpenMetrics text. */
  async write(): Promise<string> {
    await this.#readQueues()
    const [own, ofProcess] = [await this.#registry.metrics(), await processMetrics().metrics()]
    return own.replace(/# EOF\n$/, '') + ofProcess
  }

  async #readQueues() {
    const answers = await Promise.allSettled(this.#queueReaders.map(read => read()))
    this.#queued.reset()
    this.#oldest.reset()
    for (const { queue, waiting, oldestMs } of answers.flatMap(readOrNone)) {
      this.#queued.set({ queue }, waiting)
      this.#oldest.set({ queue }, oldestMs)
    }
  }

  #gauge(name: string, help: string) {
    return new Gauge({ name, help, labelNames: ['queue'], registers: [this.#registry] })
  }
}

function readOrNone<T>(answer: PromiseSettledResult<T[]>): T[] {
  return answer.status === 'fulfilled' ? answer.value : []
}
