import { durationBoundsMs, type Measurement } from '@portico/release'

/** More keys than this in one flush are a mistake somewhere; what does not fit is not counted. */
const maxKeys = 2_000

export interface Sample {
  release: string | null
  subject: Measurement['subject']
  isFailure?: boolean
  isError?: boolean
  /** Left out: no duration was measured. */
  ms?: number
}

/** Counts by minute, road and subject, until somebody takes them away. */
export class Meter {
  readonly #now: () => number
  #items = new Map<string, Measurement>()

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  note({ release, subject, isFailure = false, isError = false, ms }: Sample): void {
    const item = this.#itemOf(release, subject)
    if (!item) return
    if (isError) item.errors += 1
    else item.count += 1
    if (isFailure) item.failures += 1
    if (ms === undefined) return
    const found = durationBoundsMs.findIndex(bound => ms <= bound)
    const bucket = found < 0 ? durationBoundsMs.length : found
    item.durations[bucket] = (item.durations[bucket] ?? 0) + 1
  }

  /** What was counted since the last time. */
  drain(): Measurement[] {
    const items = [...this.#items.values()]
    this.#items = new Map()
    return items
  }

  #itemOf(release: string | null, subject: Measurement['subject']): Measurement | null {
    const minute = `${new Date(this.#now()).toISOString().slice(0, 16)}:00.000Z`
    const key = `${minute}|${release ?? ''}|${subject.kind}|${subject.name}`
    const known = this.#items.get(key)
    if (known) return known
    if (this.#items.size >= maxKeys) return null
    const durations = new Array<number>(durationBoundsMs.length + 1).fill(0)
    const item: Measurement = { minute, release, subject, count: 0, failures: 0, errors: 0, durations }
    this.#items.set(key, item)
    return item
  }
}
