import type { Archive } from '../build/pack.ts'
import type { PublicPackage } from '../packages/public-packages.ts'
import type { Registry } from './registry.ts'

export interface ReleaseWork {
  registry: Pick<Registry, 'has' | 'publish' | 'label'>
  /** Builds and packs these, in this order. */
  pack(packages: readonly PublicPackage[]): Promise<readonly Archive[]>
  say(line: string): void
}

/**
 * Publishes the packages that the registry does not have in their present version, those first that others need. A second
 * run publishes nothing; one that was cut short is taken up by the next. Answers how many were published.
 */
export async function releasePackages(
  packages: readonly PublicPackage[],
  { registry, pack, say }: ReleaseWork,
): Promise<number> {
  const found = await Promise.all(packages.map(({ json }) => registry.has(json.name, json.version)))
  const missing = packages.filter((_, at) => found[at] === false)
  for (const { json } of packages.filter((_, at) => found[at]))
    say(`there       ${json.name}@${json.version}`)
  if (missing.length === 0) {
    say(`Nothing to publish: ${registry.label} has all ${packages.length} packages in these versions.`)
    return 0
  }
  const archives = await pack(missing)
  let published = 0
  for (const [at, { json }] of missing.entries()) {
    const archive = archives[at]
    if (archive === undefined) throw new Error(`${json.name} was not packed`)
    const outcome = await registry.publish(archive.file, json.name)
    if (outcome === 'published') published += 1
    say(`${outcome.padEnd(11)} ${json.name}@${json.version}, ${Math.ceil(archive.sizeBytes / 1000)} kB`)
  }
  say(`${published} of ${packages.length} packages published to ${registry.label}.`)
  return published
}
