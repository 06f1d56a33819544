const FAILURES_IN_A_ROW = 5
const FIRST_MS = 30_000
const LONGEST_MS = 300_000

interface Record {
  failures: number
  /** In ms of `now`; 0: never. */
  ejectedUntil: number
  times: number
}

/**
 * Leaves an instance alone that fails five times in a row (5xx, no answer in time, no connection), or that is worse than its peers: for
 * 30 s, longer each time, 300 s at most. Never more than half of those it stands among, and so never the last.
 */
export class Ejections {
  readonly #now: () => number
  readonly #records = new Map<string, Record>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** `peers`: the origins that could be taken in its place, and itself. True when it is ejected by this. */
  note(origin: string, isFailure: boolean, peers: readonly string[]): boolean {
    const record = this.#records.get(origin)
    if (!isFailure) {
      if (record) record.failures = 0
      return false
    }
    const known = record ?? { failures: 0, ejectedUntil: 0, times: 0 }
    this.#records.set(origin, known)
    known.failures += 1
    return known.failures >= FAILURES_IN_A_ROW && this.#tryEject(origin, known, peers)
  }

  /** It is worse than its `peers`. True when it is ejected by this. */
  noteOutlier(origin: string, peers: readonly string[]): boolean {
    const known = this.#records.get(origin) ?? { failures: 0, ejectedUntil: 0, times: 0 }
    this.#records.set(origin, known)
    return this.#tryEject(origin, known, peers)
  }

  /** In ms of `now`; 0: it never was. */
  endOf(origin: string): number {
    return this.#records.get(origin)?.ejectedUntil ?? 0
  }

  isEjected(origin: string): boolean {
    return this.endOf(origin) > this.#now()
  }

  /** Another process has come up at its address. */
  forget(origin: string) {
    this.#records.delete(origin)
  }

  #tryEject(origin: string, record: Record, peers: readonly string[]): boolean {
    if (this.isEjected(origin)) return false
    const ejected = peers.filter(peer => this.isEjected(peer)).length
    if ((ejected + 1) * 2 > peers.length) return false
    this.#eject(record)
    return true
  }

  #eject(record: Record) {
    const now = this.#now()
    // One that was well for as long as it was ever left alone begins anew.
    record.times = now - record.ejectedUntil > LONGEST_MS ? 1 : record.times + 1
    record.ejectedUntil = now + Math.min(FIRST_MS * record.times, LONGEST_MS)
    record.failures = 0
  }
}
