const MIN_RETRIES = 10
const MAX_SHARE = 0.2

/** Keeps retries from doubling the load of a service in trouble: at most 20 % of the calls under way, at least 10: what a fail-over breaks off all at once is asked again. */
export class RetryBudget {
  #active = 0
  #retrying = 0

  enter(): void {
    this.#active += 1
  }

  leave(): void {
    this.#active -= 1
  }

  /** After true, `endRetry` must follow. */
  tryRetry(): boolean {
    if (this.#retrying >= Math.max(MIN_RETRIES, this.#active * MAX_SHARE)) return false
    this.#retrying += 1
    return true
  }

  endRetry(): void {
    this.#retrying -= 1
  }
}
