/** Names that several packages export, and why a reader cannot mistake one for the other. */
export interface SharedNames {
  reason: string
  names: readonly string[]
}

const APP = /^apps\//
/** All that `portico create` makes, as one. */
const MADE_APPS = 'apps of toolkit/create/templates'

/**
 * A name that the templates of sub-apps export is in every app which was made of one, and means the same in all of them: they count
 * as one package, which is there before the first is made. Apps never import each other.
 */
export function joinTemplates(
  packages: ReadonlyMap<string, ReadonlySet<string>>,
  names: Iterable<string>,
): Map<string, ReadonlySet<string>> {
  const joined = new Map(packages)
  for (const name of names) {
    const others = [...(packages.get(name) ?? [])].filter(exporter => !APP.test(exporter))
    joined.set(name, new Set([MADE_APPS, ...others]))
  }
  return joined
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
