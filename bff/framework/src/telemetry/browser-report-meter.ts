import {
  DURATION_BOUNDS_MS,
  durationBucket,
  type Measurement,
  type MeasurementReporter,
} from '@portico/release'

const MINUTE_MS = 60_000
/** Users a minute whose word is kept, by this process: a comparison needs a sample of stable, and all it can of gray. */
const MAX_REPORTERS = { gray: 2_000, stable: 400 }
const MAX_WAITING = 5_000

/** What one browser reported of one app. */
export interface BrowserReport {
  app: string
  /** Null: stable. */
  release: string | null
  reporter: MeasurementReporter
}

/** Counts what browsers report by minute, release and reporter. */
export class BrowserReportMeter {
  readonly #now: () => number
  #minute = 0
  #users = { gray: new Set<string>(), stable: new Set<string>() }
  #open = new Map<string, Measurement>()

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** `ms` null: the load failed. */
  recordLoad(reported: BrowserReport, ms: number | null): void {
    const figures = this.#figuresOf(reported)
    if (!figures) return
    figures.count += 1
    if (ms === null) {
      figures.failures += 1
      return
    }
    const bucket = durationBucket(ms)
    figures.durations[bucket] = (figures.durations[bucket] ?? 0) + 1
  }

  /** Something went wrong in an app that was loaded long ago. */
  recordError(reported: BrowserReport): void {
    const figures = this.#figuresOf(reported)
    if (figures) figures.errors += 1
  }

  /** What was reported since the last time. */
  drain(): Measurement[] {
    const drained = [...this.#open.values()]
    this.#open.clear()
    return drained
  }

  #figuresOf({ app, release, reporter }: BrowserReport): Measurement | null {
    const minute = Math.floor(this.#now() / MINUTE_MS)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#users = { gray: new Set(), stable: new Set() }
    }
    const routing = release === null ? 'stable' : 'gray'
    const user = `${reporter.tenantId}\n${reporter.userKey}`
    const users = this.#users[routing]
    if (!users.has(user) && users.size >= MAX_REPORTERS[routing]) return null
    users.add(user)
    const key = `${minute} ${app} ${release ?? ''} ${user}`
    const known = this.#open.get(key)
    if (known) return known
    if (this.#open.size >= MAX_WAITING) return null
    const figures: Measurement = {
      minute: new Date(minute * MINUTE_MS).toISOString(),
      release,
      subject: { kind: 'app', name: app },
      count: 0,
      failures: 0,
      errors: 0,
      durations: new Array<number>(DURATION_BOUNDS_MS.length + 1).fill(0),
      reporter,
    }
    this.#open.set(key, figures)
    return figures
  }
}
