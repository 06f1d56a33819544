import type {
  DecisionRecord,
  IncidentReport,
  Measurement,
  SnapshotContent,
  SnapshotReport,
} from '@portico/release'
import { GraphFault } from '../graphql/fault.ts'
import type { Log } from '../telemetry/log.ts'
import type { UpstreamClient } from '../upstream/client.ts'

const flushMs = 2_000
/** Of each kind: while the release service is away the oldest are given up. */
const maxKept = 2_000
/** A request of the service takes at most these many. */
const batchSize = 500

export interface ReporterParts {
  /** A new client for each flush: a context has a deadline. */
  client(): Pick<UpstreamClient, 'post' | 'put'>
  /** What was measured since the last time. */
  drain(): Measurement[]
  log: Log
  now?: () => number
}

/** Tells the release service what was served, decided, measured and broken; never in the way of a request. */
export class Reporter {
  readonly #parts: ReporterParts
  readonly #now: () => number
  #snapshots = new Map<string, SnapshotReport['items'][number]>()
  #decisions: DecisionRecord[] = []
  #incidents: IncidentReport[] = []
  #measurements: Measurement[] = []
  #timer: NodeJS.Timeout | null = null
  #flushing: Promise<void> = Promise.resolve()
  /** Graph name -> what it offers, when the service has not heard it yet. */
  readonly #graphs = new Map<string, string>()
  #isAway = false

  constructor(parts: ReporterParts) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), flushMs)
    this.#timer.unref()
  }

  notePage(id: string, content: SnapshotContent): void {
    const known = this.#snapshots.get(id)
    const at = new Date(this.#now()).toISOString()
    this.#snapshots.set(id, { id, content, at, pageCount: (known?.pageCount ?? 0) + 1 })
  }

  noteDecision(record: DecisionRecord): void {
    this.#decisions.push(record)
    if (this.#decisions.length > maxKept) this.#decisions.shift()
  }

  /** What published operations are checked against; told once, and again to a service that may have forgotten. */
  tellGraph(name: string, sdl: string): void {
    this.#graphs.set(name, sdl)
  }

  /** Sent at once: somebody's page is broken, and a release may have to end. */
  noteIncident(report: IncidentReport): void {
    this.#incidents.push(report)
    if (this.#incidents.length > maxKept) this.#incidents.shift()
    void this.flush()
  }

  /** Never rejects; what could not be sent is tried again with the next flush. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flush())
    return this.#flushing
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.flush()
  }

  async #flush(): Promise<void> {
    this.#measurements = [...this.#measurements, ...this.#parts.drain()].slice(-maxKept)
    try {
      await this.#sendSnapshots()
      await this.#sendAll(this.#decisions, batch => this.#post('/decisions', { items: batch }))
      await this.#sendAll(this.#measurements, batch => this.#post('/measurements', { items: batch }))
      await this.#sendIncidents()
      await this.#sendGraphs()
      this.#isAway = false
    } catch (error) {
      if (!this.#isAway) this.#parts.log.error('reports.not_sent', error)
      this.#isAway = true
    }
  }

  async #sendSnapshots(): Promise<void> {
    if (this.#snapshots.size === 0) return
    const items = [...this.#snapshots.values()].slice(0, batchSize)
    await this.#post('/snapshots', { items })
    for (const { id, pageCount } of items) this.#forgetPages(id, pageCount)
  }

  /** Pages served while the report was on its way are reported next time. */
  #forgetPages(id: string, told: number): void {
    const item = this.#snapshots.get(id)
    if (!item) return
    if (item.pageCount <= told) this.#snapshots.delete(id)
    else this.#snapshots.set(id, { ...item, pageCount: item.pageCount - told })
  }

  async #sendAll<T>(kept: T[], send: (batch: T[]) => Promise<unknown>): Promise<void> {
    while (kept.length > 0) {
      const batch = kept.slice(0, batchSize)
      await send(batch)
      kept.splice(0, batch.length)
    }
  }

  async #sendIncidents(): Promise<void> {
    for (let next = this.#incidents[0]; next; next = this.#incidents[0]) {
      await this.#post('/incidents', next)
      this.#incidents.shift()
    }
  }

  async #sendGraphs(): Promise<void> {
    for (const [name, sdl] of this.#graphs) {
      await this.#parts
        .client()
        .put(`/graphs/${name}`, { sdl })
        .catch(error => this.#hearRefusal(name, error))
      this.#graphs.delete(name)
    }
  }

  /** Live apps would break: this gateway must not take the place of the ones before it. What else went wrong is thrown. */
  #hearRefusal(name: string, error: unknown): void {
    if (!(error instanceof GraphFault && error.code === 'GRAPH_BREAKS')) throw error
    this.#parts.log.error('graph.refused', error, { graph: name, ...error.details })
  }

  #post(path: string, body: unknown): Promise<unknown> {
    return this.#parts.client().post(path, body)
  }
}
