import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `.../node_modules/@scope/name`, of the innermost folder of packages. */
const PACKAGE = /^(.*[\\/]node_modules[\\/])((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/

/** Packages of which the build has more than one copy, such as `dayjs 1.11.10 and 1.11.13`. */
export function findDuplicates(moduleIds: Iterable<string>): string[] {
  const places = new Map<string, Set<string>>()
  for (const id of moduleIds) {
    const [, above, name] = PACKAGE.exec(id) ?? []
    if (above === undefined || name === undefined || id.startsWith('\0')) continue
    const known = places.get(name) ?? new Set()
    places.set(name, known.add(join(above, name)))
  }
  return [...places]
    .filter(([, folders]) => folders.size > 1)
    .map(
      ([name, folders]) =>
        `${name.replaceAll('\\', '/')} ${[...folders].map(versionOf).sort().join(' and ')}`,
    )
    .sort()
}

function versionOf(folder: string): string {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version
  } catch {
    return 'of unknown version'
  }
}
