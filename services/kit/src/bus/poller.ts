interface PollerOptions {
  /** Does one piece and says whether there may be more at once. */
  work(): Promise<boolean>
  intervalMs: number
  /** Of failures in a row the first is reported. */
  onError(error: unknown): void
}

/** Does what there is to do, then looks again after the interval or when it is woken. */
export class Poller {
  readonly #options: PollerOptions
  #isStopping = false
  #isFailing = false
  #isWoken = false
  #wakeUp: (() => void) | undefined
  #end: Promise<void> = Promise.resolve()

  constructor(options: PollerOptions) {
    this.#options = options
  }

  start() {
    this.#end = this.#run()
  }

  wake() {
    this.#isWoken = true
    this.#wakeUp?.()
  }

  /** Resolves when the piece at hand is done. */
  async stop() {
    this.#isStopping = true
    this.wake()
    await this.#end
  }

  async #run() {
    while (!this.#isStopping) {
      this.#isWoken = false
      if (!(await this.#doOne())) await this.#pause()
    }
  }

  async #doOne(): Promise<boolean> {
    try {
      const hasMore = await this.#options.work()
      this.#isFailing = false
      return hasMore
    } catch (error) {
      if (!this.#isFailing) this.#options.onError(error)
      this.#isFailing = true
      return false
    }
  }

  async #pause() {
    if (this.#isWoken || this.#isStopping) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, this.#options.intervalMs)
      this.#wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wakeUp = undefined
  }
}
