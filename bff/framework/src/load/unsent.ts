/** How much was spent under a key. */
export type Spent = readonly [key: string, amount: number]

/** What was spent here and other processes do not know yet. Nothing is noted before the first `take`, nor beyond `max` keys. */
export class Unsent {
  readonly #max: number
  readonly #amounts = new Map<string, number>()
  #isTaken = false

  constructor(max: number) {
    this.#max = max
  }

  /** Whether anything is noted at all. */
  get isTaken(): boolean {
    return this.#isTaken
  }

  note(key: string, amount: number): void {
    if (!this.#isTaken) return
    const known = this.#amounts.get(key)
    if (known !== undefined || this.#amounts.size < this.#max) this.#amounts.set(key, (known ?? 0) + amount)
  }

  /** Those noted first, `max` at most; they are forgotten here. */
  take(max: number): Spent[] {
    this.#isTaken = true
    const taken: Spent[] = []
    for (const entry of this.#amounts) {
      if (taken.length >= max) break
      taken.push(entry)
    }
    for (const [key] of taken) this.#amounts.delete(key)
    return taken
  }
}
