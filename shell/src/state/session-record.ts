/**
 * One JSON value of this browser tab that outlives its reloads. The page that reads it may be another version of the shell
 * than the one that wrote it: `isValid` says whether the value has the shape that this version knows.
 */
export class SessionRecord<T> {
  readonly #key: string
  readonly #isValid: (value: unknown) => value is T

  constructor(key: string, isValid: (value: unknown) => value is T) {
    this.#key = key
    this.#isValid = isValid
  }

  /** Null when there is none, when it cannot be read, or when it is of another shape. */
  read(): T | null {
    try {
      const value: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null')
      return this.#isValid(value) ? value : null
    } catch {
      return null
    }
  }

  clear(): void {
    try {
      sessionStorage.removeItem(this.#key)
    } catch {
      // Where nothing is kept there is nothing to be removed.
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

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isListOf(value: unknown, isItem: (item: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && value.every(item => isRecord(item) && isItem(item))
}
