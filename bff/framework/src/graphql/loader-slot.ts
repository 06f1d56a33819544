type Settled<V> = { isFailed: false; value: V } | { isFailed: true; value: unknown }

/**
 * One id's value in one request, now or later. To resolvers it is a promise; the executor listens to it directly, so that fifty
 * products of one batch are fifty calls of a function and no promises. A failure that no code asks for is none of the process.
 */
export class LoaderSlot<V> implements Promise<V> {
  readonly [Symbol.toStringTag] = 'Promise'
  #settled: Settled<V> | null = null
  #listeners: ((slot: LoaderSlot<V>) => void)[] | null = null
  #promise: Promise<V> | null = null

  /** Null: it is not known yet. */
  get settled(): Settled<V> | null {
    return this.#settled
  }

  /** Called once, at once where the value is known. */
  listen(listener: (slot: LoaderSlot<V>) => void): void {
    if (this.#settled) listener(this)
    else if (this.#listeners) this.#listeners.push(listener)
    else this.#listeners = [listener]
  }

  /** Only the first counts. */
  fulfil(value: V): void {
    this.#settle({ isFailed: false, value })
  }

  fail(reason: unknown): void {
    this.#settle({ isFailed: true, value: reason })
  }

  // biome-ignore lint/suspicious/noThenProperty: it stands for a promise.
  then<A = V, B = never>(
    onValue?: ((value: V) => A | PromiseLike<A>) | null,
    onFailure?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#asPromise().then(onValue, onFailure)
  }

  catch<B = never>(onFailure?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<V | B> {
    return this.#asPromise().catch(onFailure)
  }

  finally(onEnd?: (() => void) | null): Promise<V> {
    return this.#asPromise().finally(onEnd)
  }

  #settle(settled: Settled<V>): void {
    if (this.#settled) return
    this.#settled = settled
    const listeners = this.#listeners
    this.#listeners = null
    if (listeners) for (const listener of listeners) listener(this)
  }

  #asPromise(): Promise<V> {
    this.#promise ??= new Promise((resolve, reject) => {
      this.listen(({ settled }) => {
        if (!settled) return
        if (settled.isFailed) reject(settled.value)
        else resolve(settled.value)
      })
    })
    return this.#promise
  }
}
