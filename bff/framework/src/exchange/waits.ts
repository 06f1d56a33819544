/** How much later than its time a wait may end. */
const LOOK_MS = 250

/** What is waited for, until `end`. */
interface Wait {
  endsAt: number
  /** Among the open ones; -1: it has ended. */
  place: number
  giveUp(): void
}

/**
 * Waits of seconds that nearly always end at once, such as for the body of a call: all are looked at together, four times a
 * second. A timer for each of them would be made, started and cleared with every call.
 */
export class Waits {
  /** In no order: the last one takes the place of one that has ended. */
  readonly #open: Wait[] = []
  #timer: NodeJS.Timeout | null = null

  /** `giveUp` is called when the time is over, unless the function that is returned was called before. */
  begin(ms: number, giveUp: () => void): () => void {
    const wait: Wait = { endsAt: performance.now() + ms, place: this.#open.length, giveUp }
    this.#open.push(wait)
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref()
    return () => this.#end(wait)
  }

  #end(wait: Wait): void {
    if (wait.place < 0) return
    const last = this.#open.pop()
    if (last && last !== wait) {
      last.place = wait.place
      this.#open[wait.place] = last
    }
    wait.place = -1
  }

  #look(): void {
    const now = performance.now()
    for (const wait of this.#open.filter(({ endsAt }) => endsAt <= now)) {
      this.#end(wait)
      wait.giveUp()
    }
    if (this.#open.length > 0 || this.#timer === null) return
    clearInterval(this.#timer)
    this.#timer = null
  }
}
