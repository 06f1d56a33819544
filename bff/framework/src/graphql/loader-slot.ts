/** What a loader gives: a promise, which the executor and `map` listen to without its ticks. */
export interface Loaded<V> extends Promise<V> {
  /**
   * What becomes of the value, or of the failure: for what each row of a list asks, where a promise of its own would be dear. What
   * the functions throw is the failure; what they return is a value, and no promise. They may be called at once.
   */
  map<R>(onValue: (value: V) => R, onFailure?: (reason: unknown) => R): Loaded<R>
}

/** What waits for a slot. */
export interface SlotListener {
  take(slot: LoaderSlot<unknown>): void
}

/**
 * One id's value in one request, now or later. To resolvers it is a promise; the executor listens to it directly, so that fifty
 * products of one batch are fifty calls of a function and no promises. A failure that no code asks for is none of the process.
 */
export class LoaderSlot<V> implements Loaded<V> {
  readonly [Symbol.toStringTag] = 'Promise'
  isSettled = false
  isFailed = false
  /** Once it is settled: the value, or where it failed the reason. */
  value: unknown = undefined
  /** Most slots have one. */
  #first: SlotListener | null = null
  #more: SlotListener[] | null = null
  #promise: Promise<V> | null = null

  /** Called once, at once where the value is known. */
  listen(listener: SlotListener): void {
    if (this.isSettled) listener.take(this)
    else if (this.#first === null) this.#first = listener
    else if (this.#more) this.#more.push(listener)
    else this.#more = [listener]
  }

  /** Only the first counts. */
  fulfil(value: V): void {
    if (!this.isSettled) this.#settle(value)
  }

  fail(reason: unknown): void {
    if (this.isSettled) return
    this.isFailed = true
    this.#settle(reason)
  }

  map<R>(onValue: (value: V) => R, onFailure: (reason: unknown) => R = rethrow): LoaderSlot<R> {
    const mapped = new LoaderSlot<R>()
    this.listen({
      take({ isFailed, value }) {
        try {
          mapped.fulfil(isFailed ? onFailure(value) : onValue(value as V))
        } catch (reason) {
          mapped.fail(reason)
        }
      },
    })
    return mapped
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

  #settle(value: unknown): void {
    this.isSettled = true
    this.value = value
    const first = this.#first
    const more = this.#more
    this.#first = null
    this.#more = null
    first?.take(this)
    if (more) for (const listener of more) listener.take(this)
  }

  #asPromise(): Promise<V> {
    this.#promise ??= new Promise((resolve, reject) => {
      this.listen({
        take: ({ isFailed, value }) => {
          if (isFailed) reject(value)
          else resolve(value as V)
        },
      })
    })
    return this.#promise
  }
}

function rethrow(reason: unknown): never {
  throw reason
}
