/** One JSON value of this browser tab that outlives its reloads. */
export class SessionRecord<T> {
  readonly #key: string

  constructor(key: string) {
    this.#key = key
  }

  /** Null when there is none, or when it cannot be read. */
  read(): T | null {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as T | null
    } catch {
      return null
    }
  }

  /** False when the browser keeps nothing. */
  write(value: T): boolean {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(value))
      return true
    } catch {
      return false
    }
  }
}
