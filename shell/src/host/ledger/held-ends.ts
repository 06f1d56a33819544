import type { Held } from './held.ts'

type End = () => void

/** Whatever ends by one call: connections, workers, observers, fonts. All of it is ended when the app is closed. */
export class HeldEnds implements Held {
  readonly #ends = new Map<object, End>()

  add(thing: object, end: End): void {
    this.#ends.set(thing, end)
  }

  /** It has ended by itself, or the app has ended it. */
  forget(thing: object): void {
    this.#ends.delete(thing)
  }

  detach(): void {
    const ends = [...this.#ends.values()]
    this.#ends.clear()
    for (const end of ends) end()
  }
}
