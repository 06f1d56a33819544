/** Fetches under way by key, so that what is asked for twice at the same time is fetched once. Keeps nothing after. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Promise<T>>()

  /** The fetch of this key that is under way. */
  find(key: string): Promise<T> | undefined {
    return this.#flights.get(key)
  }

  /** One fetch of several keys at once: each of them finds it until it has ended, well or not, or `end` has. */
  start(keys: readonly string[], flight: Promise<T>, end: Promise<unknown> = flight): void {
    const land = () => {
      for (const key of keys) this.#flights.delete(key)
    }
    for (const key of keys) this.#flights.set(key, flight)
    end.then(land, land)
  }
}
