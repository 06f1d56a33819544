/** An object or list of the answer, while it is filled. */
export type Shape = Record<string, unknown> | unknown[]

/** Where a value of the answer belongs; a `Path` of graphql-js that can be written to. */
export class Place {
  readonly prev: Place | undefined
  readonly key: string | number
  readonly typename: string | undefined
  readonly #into: Record<string | number, unknown>
  readonly #isNonNull: boolean
  #isLost = false

  constructor(
    prev: Place | undefined,
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
  nearestNullable(): Place | undefined {
    return this.#isNonNull ? this.prev?.nearestNullable() : this
  }

  /** Null for good, whatever is written below. */
  lose(): void {
    this.set(null)
    this.#isLost = true
  }

  isLost(): boolean {
    return this.#isLost || (this.prev?.isLost() ?? false)
  }
}

export function pathOf(place: Place): (string | number)[] {
  const keys: (string | number)[] = []
  for (let at: Place | undefined = place; at; at = at.prev) keys.push(at.key)
  return keys.reverse()
}
