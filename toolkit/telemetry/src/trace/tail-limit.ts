/** Traces a second that are kept for what they are or became, by one part of the platform. */
const MAX_PER_SECOND = 50

/** Where everything fails or is gray, some traces a second say as much as all of them, and cost less just then. */
export class TailLimit {
  #second = 0
  #count = 0

  tryKeep(): boolean {
    const second = Math.trunc(performance.now() / 1000)
    if (second !== this.#second) {
      this.#second = second
      this.#count = 0
    }
    this.#count += 1
    return this.#count <= MAX_PER_SECOND
  }
}
