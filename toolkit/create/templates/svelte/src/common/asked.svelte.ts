/** What `read` answers; asked for again when what it reads has changed. What is not waited for any more is cut off. */
export class AskedValue<T> {
  /** Undefined until there is one; the last one while it is asked for again. */
  data = $state.raw<T>()
  error = $state.raw<unknown>()
  readonly #read: (signal: AbortSignal) => Promise<T>
  #running = new AbortController()

  /** In the set-up of a component. */
  constructor(read: (signal: AbortSignal) => Promise<T>) {
    this.#read = read
    $effect(() => {
      this.ask()
      return () => this.#running.abort()
    })
  }

  /** Asks again. */
  ask = (): void => {
    this.#running.abort()
    this.#running = new AbortController()
    const { signal } = this.#running
    this.#read(signal).then(
      answer => {
        if (signal.aborted) return
        this.data = answer
        this.error = undefined
      },
      failure => {
        if (!signal.aborted) this.error = failure
      },
    )
  }
}
