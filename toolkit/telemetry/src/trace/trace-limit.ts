/** Where everything fails or is gray, some traces a second say as much as all of them, and cost less just then. */
export const MAX_TAIL_PER_SECOND = 50

/** So many traces a second, and as many at once; those beyond come evenly from all of the second. */
export class TraceLimit {
  readonly #perSecond: number
  #left: number
  #at: number | null = null

  constructor(perSecond: number) {
    this.#perSecond = perSecond
    this.#left = perSecond
  }

  tryKeep(): boolean {
    const now = performance.now()
    const since = now - (this.#at ?? now)
    this.#at = now
    this.#left = Math.min(this.#perSecond, this.#left + (since * this.#perSecond) / 1_000)
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
}
