/** 12 % apart, from 0 ms to more than any call has. */
const BUCKETS_A_DOUBLING = 6
const BUCKETS = 96
const SHARE = 0.95
/** Calls after which the figure is looked for anew, and before which there is none. */
const ROUND = 100
/** Beyond, what was counted counts half: a service becomes faster or slower. */
const MAX_CALLS = 2_000

/** How long nearly all answers of a service take. */
export class ReplyTimes {
  readonly #counts = new Uint32Array(BUCKETS)
  #calls = 0
  #untilLook = ROUND
  #p95Ms: number | null = null

  /** Of 95 of 100 answers; null where too few came. */
  get p95Ms(): number | null {
    return this.#p95Ms
  }

  note(ms: number): void {
    const bucket = Math.min(BUCKETS - 1, Math.floor(Math.log2(ms + 1) * BUCKETS_A_DOUBLING))
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#calls += 1
    this.#untilLook -= 1
    if (this.#untilLook > 0) return
    this.#untilLook = ROUND
    this.#p95Ms = this.#find()
    if (this.#calls >= MAX_CALLS) this.#halve()
  }

  #find(): number {
    let below = 0
    const bucket = this.#counts.findIndex(count => {
      below += count
      return below >= this.#calls * SHARE
    })
    return 2 ** ((bucket + 1) / BUCKETS_A_DOUBLING) - 1
  }

  #halve(): void {
    this.#calls = 0
    for (const [bucket, count] of this.#counts.entries()) {
      this.#counts[bucket] = count >> 1
      this.#calls += count >> 1
    }
  }
}
