/** Intl objects cost milliseconds to build and are asked for once a cell; keys are few (locales, currencies, zones). */
export function memoise<A extends string[], R>(build: (...key: A) => R): (...key: A) => R {
  const built = new Map<string, R>()
  return (...key) => {
    const id = key.join('|')
    const known = built.get(id)
    if (known !== undefined) return known
    const fresh = build(...key)
    built.set(id, fresh)
    return fresh
  }
}
