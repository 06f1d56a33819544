import type { Undo } from '@portico/micro-app'

/** A value that calls its subscribers when it changes. */
export class Observed<T> {
  readonly #listeners = new Set<(value: T) => void>()
  #value: T

  constructor(value: T) {
    this.#value = value
  }

  get value(): T {
    return this.#value
  }

  set(value: T): void {
    if (value === this.#value) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener(value)
  }

  /** The same function given twice is two subscriptions. */
  subscribe(listener: (value: T) => void): Undo {
    const own = (value: T) => listener(value)
    this.#listeners.add(own)
    return () => void this.#listeners.delete(own)
  }
}
