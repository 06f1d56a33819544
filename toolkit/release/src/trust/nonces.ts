/** Signatures hold 30 s to either side of a clock. */
const WINDOW_MS = 61_000
/** Some 3,000 writes a second for a minute. At 100 bytes each, 20 MB for two generations. */
const MAX_NONCES = 200_000

/**
 * Remembers the calls of the last minute, each once. Two generations take turns, so that forgetting costs nothing. Where
 * there are more than it may remember, it says so: what cannot be told from a copy must not be done.
 */
export class Nonces {
  readonly #max: number
  #young = new Set<string>()
  #old = new Set<string>()
  #turnAt = 0

  constructor(max: number = MAX_NONCES) {
    this.#max = max
  }

  take(nonce: string, nowMs: number = Date.now()): 'new' | 'used' | 'full' {
    this.#turn(nowMs)
    if (this.#young.has(nonce) || this.#old.has(nonce)) return 'used'
    if (this.#young.size >= this.#max) return 'full'
    this.#young.add(nonce)
    return 'new'
  }

  #turn(nowMs: number) {
    // Also after a clock that was set back.
    if (Math.abs(nowMs - this.#turnAt) < WINDOW_MS) return
    this.#old = nowMs - this.#turnAt < 2 * WINDOW_MS ? this.#young : new Set()
    this.#young = new Set()
    this.#turnAt = nowMs
  }
}
