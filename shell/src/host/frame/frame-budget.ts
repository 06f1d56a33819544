/** What a frame may send: at once, and each second from then on. */
const MESSAGES = { burst: 400, perSecond: 100 }
const CHARACTERS = { burst: 2 * 1024 * 1024, perSecond: 512 * 1024 }

/** Counts what a frame sends. No honest app comes near these figures, so a frame that passes them is ended. */
export class FrameBudget {
  readonly #now: () => number
  #messages = MESSAGES.burst
  #characters = CHARACTERS.burst
  #at: number

  /** `now` in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#at = now()
  }

  /** False: it is more than a frame may send. */
  spend(characters: number): boolean {
    const now = this.#now()
    const seconds = (now - this.#at) / 1_000
    this.#at = now
    this.#messages = Math.min(MESSAGES.burst, this.#messages + seconds * MESSAGES.perSecond) - 1
    this.#characters =
      Math.min(CHARACTERS.burst, this.#characters + seconds * CHARACTERS.perSecond) - characters
    return this.#messages >= 0 && this.#characters >= 0
  }
}
