import type { Undo } from '@portico/micro-app'
import { callEach } from './call-each.ts'

/** A value that can be watched. Listeners receive a change once, after it happened; setting an equal value is silent. */
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>()
  #value: T

  constructor(value: T) {
    this.#value = value
  }

  // Arrow functions, so that React's useSyncExternalStore can take them as they are.
  get = (): T => this.#value

  set = (value: T): void => {
    if (Object.is(value, this.#value)) return
    this.#value = value
    callEach(this.#listeners, value)
  }

  subscribe = (listener: (value: T) => void): Undo => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }
}
