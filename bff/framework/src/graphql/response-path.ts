/** An object or list of the answer, while it is filled. */
export type Shape = Record<string, unknown> | unknown[]

/**
 * Where a value of the answer belongs; a `Path` of graphql-js that can be written to. Its constructor takes five parameters
 * in place of an object of them, since one path is made for each object and list of each answer.
 */
export class ResponsePath {
  readonly prev: ResponsePath | undefined
  readonly key: string | number
  readonly typename: string | undefined
  readonly #into: Record<string | number, unknown>
  readonly #isNonNull: boolean
  #isNulled = false

  constructor(
    prev: ResponsePath | undefined,
    key: string | number,
    typename: string | undefined,
    into: Shape,
    isNonNull: boolean,
  ) {
    this.prev = prev
    this.key = key
    this.typename = typename
    // A list is written to by index, an object by name.
    this.#into = into as Record<string | number, unknown>
    this.#isNonNull = isNonNull
  }

  set(value: unknown): void {
    this.#into[this.key] = value
  }

  /** Undefined: nothing up to the root may be null. */
  nearestNullable(): ResponsePath | undefined {
    return this.#isNonNull ? this.prev?.nearestNullable() : this
  }

  /** Null for good, whatever is written below. */
  nullify(): void {
    this.set(null)
    this.#isNulled = true
  }

  isNulled(): boolean {
    return this.#isNulled || (this.prev?.isNulled() ?? false)
  }
}

export function responsePathOf(path: ResponsePath): (string | number)[] {
  const keys: (string | number)[] = []
  for (let at: ResponsePath | undefined = path; at; at = at.prev) keys.push(at.key)
  return keys.reverse()
}
