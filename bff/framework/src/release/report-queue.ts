import type { Log } from '../telemetry/log.ts'
import { failureOf } from './report-failure.ts'

/** While the release service is away the oldest are given up. */
const MAX_KEPT = 2_000
/** Beyond it, so that not every report moves all that wait. */
const SLACK = 200
/** A report that reached the service so often without being taken is what it stumbles over. */
const MAX_FAILURES = 5

export interface ReportQueueParts<Report> {
  /** For the log, such as `incidents`. */
  kind: string
  batchSize: number
  send(batch: Report[]): Promise<unknown>
  /**
   * What may have been taken is given up. For figures that the service adds up: a minute that is lost does no harm, one
   * that is counted twice may abort a release.
   */
  givesUpUnknown: boolean
  log: Log
}

interface Waiting<Report> {
  report: Report
  failures: number
}

/** What is to be sent to the release service, of one kind. Nothing in it holds up what comes after it for good. */
export class ReportQueue<Report> {
  readonly #parts: ReportQueueParts<Report>
  #waiting: Waiting<Report>[] = []

  constructor(parts: ReportQueueParts<Report>) {
    this.#parts = parts
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  add(report: Report): void {
    this.#waiting.push({ report, failures: 0 })
    this.#trim()
  }

  /** Rejects with the first failure but a refusal; what was not taken waits for the next time. */
  async sendAll(): Promise<void> {
    while (!this.isEmpty) {
      const batch = this.#waiting.splice(0, this.#parts.batchSize)
      try {
        await this.#parts.send(batch.map(({ report }) => report))
      } catch (error) {
        this.#handleFailure(batch, error)
        if (failureOf(error) !== 'refused') throw error
      }
    }
  }

  #handleFailure(batch: Waiting<Report>[], error: unknown): void {
    const failure = failureOf(error)
    if (failure === 'refused') this.#drop(batch.length, error)
    else if (failure === 'unsent') this.#waiting.unshift(...batch)
    else if (failure === 'failed' || !this.#parts.givesUpUnknown) this.#countFailure(batch, error)
    this.#trim()
  }

  /** To the end, so that others have their turn before it is tried again. */
  #countFailure(batch: Waiting<Report>[], error: unknown): void {
    const counted = batch.map(({ report, failures }) => ({ report, failures: failures + 1 }))
    const kept = counted.filter(({ failures }) => failures < MAX_FAILURES)
    this.#waiting.push(...kept)
    if (kept.length < counted.length) this.#drop(counted.length - kept.length, error)
  }

  #drop(count: number, error: unknown): void {
    this.#parts.log.error('reports.dropped', error, { kind: this.#parts.kind, count })
  }

  #trim(): void {
    if (this.#waiting.length > MAX_KEPT + SLACK) this.#waiting.splice(0, this.#waiting.length - MAX_KEPT)
  }
}
