import { DURATION_BOUNDS_MS, durationBucket, type Measurement } from '@portico/release'

const MINUTE_MS = 60_000
/** About an hour of what a gateway measures; if it is not fetched for longer, the oldest is dropped. */
const MAX_KEPT = 5_000

/** Counts calls to services, or loads of apps, by minute and release, so that a release can be compared with stable. */
export class CallMeter {
  readonly #kind: Measurement['subject']['kind']
  readonly #now: () => number
  #minute = 0
  /** Service or app -> release ('' for stable) -> this minute's figures. */
  #open = new Map<string, Map<string, Measurement>>()
  #closed: Measurement[] = []

  constructor(now: () => number = Date.now, kind: Measurement['subject']['kind'] = 'service') {
    this.#kind = kind
    this.#now = now
  }

  /** `ms` is null for a call that was refused before it was sent. */
  record(name: string, release: string | null, isFailure: boolean, ms: number | null): void {
    const figures = this.#figuresOf(name, release)
    figures.count += 1
    if (isFailure) figures.failures += 1
    if (ms === null) return
    const bucket = durationBucket(ms)
    figures.durations[bucket] = (figures.durations[bucket] ?? 0) + 1
  }

  /** Something went wrong in an app that was loaded long ago. */
  recordError(name: string, release: string | null): void {
    this.#figuresOf(name, release).errors += 1
  }

  /** What was counted since the last time. */
  drain(): Measurement[] {
    this.#turn(this.#minute)
    const drained = this.#closed
    this.#closed = []
    return drained
  }

  #turn(minute: number): void {
    for (const routings of this.#open.values()) this.#closed.push(...routings.values())
    if (this.#closed.length > MAX_KEPT) this.#closed = this.#closed.slice(-MAX_KEPT)
    this.#open = new Map()
    this.#minute = minute
  }

  #figuresOf(name: string, release: string | null): Measurement {
    const minute = Math.floor(this.#now() / MINUTE_MS)
    if (minute !== this.#minute) this.#turn(minute)
    const routings = this.#open.get(name) ?? new Map<string, Measurement>()
    const known = routings.get(release ?? '')
    if (known) return known
    const figures: Measurement = {
      minute: new Date(this.#minute * MINUTE_MS).toISOString(),
      release,
      subject: { kind: this.#kind, name },
      count: 0,
      failures: 0,
      errors: 0,
      durations: new Array<number>(DURATION_BOUNDS_MS.length + 1).fill(0),
    }
    this.#open.set(name, routings.set(release ?? '', figures))
    return figures
  }
}
