import { ManifestError, type ManifestErrorCode } from './manifest-error.ts'

type Read<T> = (reader: JsonReader) => T

/** Takes one JSON value apart and says where it is not what was expected. */
export class JsonReader {
  readonly #value: unknown
  readonly #path: string

  constructor(value: unknown, path = '') {
    this.#value = value
    this.#path = path
  }

  static parse(text: string): JsonReader {
    try {
      return new JsonReader(JSON.parse(text))
    } catch (cause) {
      throw new ManifestError('MANIFEST_NOT_JSON', '', 'The manifest is no JSON', { cause })
    }
  }

  fail(expected: string, code: ManifestErrorCode = 'MANIFEST_INVALID'): never {
    throw new ManifestError(code, this.#path, `expected ${expected}`)
  }

  field(name: string): JsonReader {
    const path = this.#path === '' ? name : `${this.#path}.${name}`
    return new JsonReader(this.#object()[name], path)
  }

  get isAbsent(): boolean {
    return this.#value === undefined
  }

  string(pattern = /./, expected = 'a text that is not empty'): string {
    return typeof this.#value === 'string' && pattern.test(this.#value) ? this.#value : this.fail(expected)
  }

  /** The value of a list of texts that is meant. */
  oneOf(texts: readonly string[]): string {
    const value = this.#value
    return typeof value === 'string' && texts.includes(value)
      ? value
      : this.fail(`one of ${texts.join(', ')}`)
  }

  /** A text, a number, true, false or null. */
  plain(): string | number | boolean | null {
    const value = this.#value
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    )
      return value
    return this.fail('a text, a number, true, false or null')
  }

  get isBoolean(): boolean {
    return typeof this.#value === 'boolean'
  }

  /** Another value at the same place, such as the name that the place has. */
  named(name: string): JsonReader {
    return new JsonReader(name, this.#path)
  }

  number(): number {
    return typeof this.#value === 'number' ? this.#value : this.fail('a number')
  }

  boolean(): boolean {
    return typeof this.#value === 'boolean' ? this.#value : this.fail('true or false')
  }

  one(): 1 {
    return this.#value === 1 ? 1 : this.fail('1', 'MANIFEST_UNSUPPORTED')
  }

  list<T>(read: Read<T>): T[] {
    if (!Array.isArray(this.#value)) return this.fail('a list')
    return this.#value.map((item, index) => read(new JsonReader(item, `${this.#path}[${index}]`)))
  }

  record<T>(read: Read<T>): Record<string, T> {
    const names = Object.keys(this.#object())
    return Object.fromEntries(names.map(name => [name, read(this.field(name))]))
  }

  /** Of an object, all of them. */
  fields(): Record<string, unknown> {
    return this.#object()
  }

  #object(): Record<string, unknown> {
    const value = this.#value
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail('an object')
    return value as Record<string, unknown>
  }
}
