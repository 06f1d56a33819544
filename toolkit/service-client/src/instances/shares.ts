import type { InstanceShare } from '@portico/release'

/** Of instances that take fewer turns than their own because an operator wished it. Each ends by itself. */
export class Shares {
  readonly #now: () => number
  /** By origin. */
  #shares: ReadonlyMap<string, { percent: number; endsAt: number; credit: number }> = new Map()

  /** `now`: milliseconds of the wall clock. */
  constructor(now: () => number) {
    this.#now = now
  }

  set(shares: Iterable<readonly [origin: string, share: InstanceShare]>): void {
    const before = this.#shares
    this.#shares = new Map(
      Array.from(shares, ([origin, { percent, endsAt }]) => {
        const credit = before.get(origin)?.credit ?? 0
        return [origin, { percent, endsAt: Date.parse(endsAt), credit }]
      }),
    )
  }

  isDrained(origin: string): boolean {
    return this.#find(origin)?.percent === 0
  }

  /** Whether it takes this turn of its own. */
  takesTurn(origin: string): boolean {
    const share = this.#find(origin)
    if (!share) return true
    share.credit += share.percent
    if (share.credit < 100) return false
    share.credit -= 100
    return true
  }

  #find(origin: string) {
    if (this.#shares.size === 0) return undefined
    const share = this.#shares.get(origin)
    return share && this.#now() < share.endsAt ? share : undefined
  }
}
