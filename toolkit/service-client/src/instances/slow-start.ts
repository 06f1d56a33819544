const RAMP_MS = 30_000
const FIRST_SHARE = 0.1

interface Ramp {
  startsAt: number
  /** Of a turn. */
  credit: number
}

/**
 * An instance that is new, or comes back, takes a tenth of its turns at first and all of them after 30 s: its caches are empty,
 * its code is not compiled, and what threw it out may still be there.
 */
export class SlowStart {
  readonly #now: () => number
  readonly #ramps = new Map<string, Ramp>()

  constructor(now: () => number) {
    this.#now = now
  }

  begin(origin: string, startsAt = this.#now()): void {
    this.#ramps.set(origin, { startsAt, credit: 0 })
  }

  /** Whether it takes this turn of its own. */
  takesTurn(origin: string): boolean {
    if (this.#ramps.size === 0) return true
    const ramp = this.#ramps.get(origin)
    if (!ramp) return true
    const share = (this.#now() - ramp.startsAt) / RAMP_MS
    if (share >= 1) {
      this.#ramps.delete(origin)
      return true
    }
    ramp.credit += Math.max(FIRST_SHARE, share)
    if (ramp.credit < 1) return false
    ramp.credit -= 1
    return true
  }

  /** What is not registered any more needs no ramp. */
  keep(isPresent: (origin: string) => boolean): void {
    for (const origin of this.#ramps.keys()) if (!isPresent(origin)) this.#ramps.delete(origin)
  }
}
