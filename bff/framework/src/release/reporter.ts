import { Loop, type Next } from '@portico/loop'
import type {
  DecisionRecord,
  IncidentReport,
  Measurement,
  SnapshotContent,
  SnapshotReport,
} from '@portico/release'
import { AppError } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import type { ReleaseClient } from './release-client.ts'
import { failureOf } from './report-failure.ts'
import { ReportQueue, type ReportQueueParts } from './report-queue.ts'

const FLUSH_MS = 2_000
/** What is not sent by then is lost with the process. */
const STOP_MS = 3_000
/** From one flush to the next: as many as wait at most. */
const MAX_DECISIONS = 2_000
/** A request of the service takes at most these many. */
const BATCH_SIZE = 500

type ServedPages = SnapshotReport['items'][number]

/** With nearly each call one is noted: its time becomes text where it is sent. */
export type NotedDecision = Omit<DecisionRecord, 'at' | 'decisions'> & {
  /** Milliseconds of the wall clock. */
  at: number
  decisions: Readonly<DecisionRecord['decisions']>
}

export interface ReporterParts {
  /** A new client for each request: a context has a deadline. */
  client(): Pick<ReleaseClient, 'call'>
  /** What was measured since the last time. */
  drain(): Measurement[]
  log: Log
  now?: () => number
}

/** Tells the release service what was served, decided, measured and broken; never in the way of a request. */
export class Reporter {
  readonly #parts: ReporterParts
  readonly #now: () => number
  /** Pages served since the last report, by snapshot. */
  readonly #pages = new Map<string, ServedPages>()
  readonly #snapshots: ReportQueue<ServedPages>
  readonly #decisions: ReportQueue<NotedDecision>
  readonly #measurements: ReportQueue<Measurement>
  readonly #incidents: ReportQueue<IncidentReport>
  /** Graph name -> what it offers, when the service does not have it yet. */
  readonly #graphs = new Map<string, string>()
  readonly #loop: Loop
  #decisionsLeft = MAX_DECISIONS
  #isAway = false

  constructor(parts: ReporterParts) {
    this.#parts = parts
    this.#now = parts.now ?? Date.now
    this.#loop = new Loop({
      run: () => this.#flush(),
      pauseMs: FLUSH_MS,
      startsWithPause: true,
      onFailing: error => this.#noteAway(error),
      onRecovered: () => {
        this.#isAway = false
      },
    })
    this.#snapshots = this.#queue('snapshots', {
      send: items => this.#client().call('noteSnapshots', { body: { items } }),
    })
    this.#decisions = this.#queue('decisions', {
      send: noted => this.#client().call('noteDecisions', { body: { items: noted.map(recordOf) } }),
    })
    this.#measurements = this.#queue('measurements', {
      givesUpUnknown: true,
      send: items => this.#client().call('noteMeasurements', { body: { items } }),
    })
    this.#incidents = this.#queue('incidents', {
      batchSize: 1,
      send: async ([body]) => body && this.#client().call('noteIncident', { body }),
    })
  }

  start(): void {
    void this.#loop.start()
  }

  notePage(id: string, content: SnapshotContent): void {
    const known = this.#pages.get(id)
    const at = new Date(this.#now()).toISOString()
    this.#pages.set(id, { id, content, at, pageCount: (known?.pageCount ?? 0) + 1 })
  }

  /** Of a busy second what comes first is noted. More would be given up before it is sent, and is not kept until then. */
  noteDecision(noted: NotedDecision): void {
    if (this.#decisionsLeft === 0) return
    this.#decisionsLeft -= 1
    this.#decisions.add(noted)
  }

  /** What published operations are checked against; sent once, and again to a service that may have forgotten. */
  reportGraph(name: string, sdl: string): void {
    this.#graphs.set(name, sdl)
  }

  /** Sent at once: a user's page is broken, and a release may have to end. To a service that is away, in its turn. */
  noteIncident(report: IncidentReport): void {
    this.#incidents.add(report)
    if (!this.#isAway) void this.flush()
  }

  /** Never rejects; what could not be sent is tried again with the next flush. One runs and one waits, never more. */
  flush(): Promise<void> {
    return this.#loop.runNow()
  }

  /** Sends what there is, but does not wait long for a service that does not answer. */
  async stop(): Promise<void> {
    const { promise: isLate, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, STOP_MS)
    await Promise.race([this.flush(), isLate])
    clearTimeout(timer)
    void this.#loop.stop()
  }

  async #flush(): Promise<Next> {
    this.#decisionsLeft = MAX_DECISIONS
    this.#gather()
    await this.#snapshots.sendAll()
    await this.#decisions.sendAll()
    await this.#measurements.sendAll()
    await this.#incidents.sendAll()
    await this.#sendGraphs()
    return 'pause'
  }

  #noteAway(error: unknown): void {
    this.#isAway = true
    this.#parts.log.error('reports.not_sent', error)
  }

  /** Pages are gathered by snapshot as long as those before are not sent: that keeps them few. */
  #gather(): void {
    for (const measurement of this.#parts.drain()) this.#measurements.add(measurement)
    if (!this.#snapshots.isEmpty) return
    for (const pages of this.#pages.values()) this.#snapshots.add(pages)
    this.#pages.clear()
  }

  async #sendGraphs(): Promise<void> {
    for (const [name, sdl] of this.#graphs) {
      await this.#parts
        .client()
        .call('putGraph', { params: { name }, body: { sdl } })
        .catch(error => this.#onRefusal(name, error))
      if (this.#graphs.get(name) === sdl) this.#graphs.delete(name)
    }
  }

  /** Live apps would break: this gateway must not take the place of the ones before it. What else went wrong is thrown. */
  #onRefusal(name: string, error: unknown): void {
    if (!(error instanceof AppError) || failureOf(error) !== 'refused') throw error
    this.#parts.log.error('graph.refused', error, { graph: name, ...error.details })
  }

  #queue<Report>(
    kind: string,
    parts: Pick<ReportQueueParts<Report>, 'send'> & Partial<ReportQueueParts<Report>>,
  ): ReportQueue<Report> {
    return new ReportQueue({
      kind,
      batchSize: BATCH_SIZE,
      givesUpUnknown: false,
      log: this.#parts.log,
      ...parts,
    })
  }

  #client(): Pick<ReleaseClient, 'call'> {
    return this.#parts.client()
  }
}

function recordOf({ at, decisions, ...noted }: NotedDecision): DecisionRecord {
  return { ...noted, at: new Date(at).toISOString(), decisions: [...decisions] }
}
