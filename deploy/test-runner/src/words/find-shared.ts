/** Names that several packages export, and why a reader cannot mistake one for the other. */
export interface SharedNames {
  reason: string
  names: readonly string[]
}

/**
 * One line for each name that several packages export without a reason, and for each that needs none any more.
 * `packages`: name -> the packages that export it.
 */
export function findShared(
  packages: ReadonlyMap<string, ReadonlySet<string>>,
  groups: readonly SharedNames[],
): string[] {
  const shared = [...packages].filter(([, exporters]) => exporters.size > 1)
  const names = new Set(shared.map(([name]) => name))
  const allowed = groups.flatMap(group => group.names)
  const unknown = shared
    .filter(([name]) => !allowed.includes(name))
    .map(
      ([name, exporters]) =>
        `${name} is exported by ${[...exporters].join(' and ')}: one word means one thing`,
    )
  const stale = allowed
    .filter(name => !names.has(name))
    .map(name => `words/allowed.ts names ${name}, which one package exports at most: take it out`)
  const twice = allowed
    .filter((name, index) => allowed.indexOf(name) !== index)
    .map(name => `words/allowed.ts names ${name} twice`)
  return [...unknown, ...stale, ...twice]
}
