import type { Undo } from '@portico/micro-app'

/** A listener that throws keeps no other from what it waits for. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()

  get isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  add(listener: (value: T) => void): Undo {
    // Of its own, so that the same function may listen twice.
    const own = (value: T) => listener(value)
    this.#listeners.add(own)
    return () => {
      this.#listeners.delete(own)
    }
  }

  call(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value)
      } catch (error) {
        reportError(error)
      }
    }
  }
}
