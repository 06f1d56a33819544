/** What all gateways share: where it is away it is away for all, and a balancer that takes them all out leaves no gateway. */
const SHARED = new Set(['artifacts', 'identity', 'redis'])

/**
 * Whether a process in want of something is to get requests. While what is shared fails over, each gateway does what can be done
 * without; one that is without it for longer may be cut off alone. What only this process lacks is no matter of time.
 */
export class ReadyGrace {
  readonly #graceMs: number
  readonly #now: () => number
  readonly #missingSince = new Map<string, number>()
  /** A start is over once nothing was missing. */
  #wasReady = false

  constructor(graceMs: number, now: () => number = performance.now.bind(performance)) {
    this.#graceMs = graceMs
    this.#now = now
  }

  isReady(missing: readonly string[]): boolean {
    if (missing.length === 0) this.#wasReady = true
    for (const name of this.#missingSince.keys()) if (!missing.includes(name)) this.#missingSince.delete(name)
    for (const name of missing) if (!this.#missingSince.has(name)) this.#missingSince.set(name, this.#now())
    return this.#wasReady && missing.every(name => SHARED.has(name) && this.#isInGrace(name))
  }

  #isInGrace(name: string): boolean {
    return this.#now() - (this.#missingSince.get(name) ?? 0) < this.#graceMs
  }
}
