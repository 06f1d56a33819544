import type { SharedManifest } from '@portico/micro-app/manifest'
import { satisfies } from 'semver'
import { artifactUrl } from './manifests.ts'

export type SharedLibraries = ReadonlyMap<string, SharedManifest>
type Ranges = Readonly<Record<string, string>>

/**
 * The shared libraries one artifact gets: those whose version fits its range, and whose own needs are shared for it as
 * well - antd with a React of its own beside the app's would be two Reacts on one page.
 */
export function chooseShared(ranges: Ranges, libraries: SharedLibraries): SharedManifest[] {
  const fitting = new Map(
    Object.entries(ranges).flatMap(([name, range]) => {
      const library = libraries.get(name)
      return library && satisfies(library.version, range) ? [[name, library] as const] : []
    }),
  )
  return dropUnsupported(fitting)
}

function dropUnsupported(chosen: ReadonlyMap<string, SharedManifest>): SharedManifest[] {
  const kept = new Map(Array.from(chosen).filter(([, library]) => isSupported(library, chosen)))
  return kept.size === chosen.size ? [...kept.values()] : dropUnsupported(kept)
}

function isSupported({ requires }: SharedManifest, chosen: ReadonlyMap<string, SharedManifest>): boolean {
  return Object.entries(requires.shared).every(([name, range]) => {
    const library = chosen.get(name)
    return library !== undefined && satisfies(library.version, range)
  })
}

/** Bare specifier -> URL, for everything these libraries offer. */
export function specifiersOf(libraries: readonly SharedManifest[]): Record<string, string> {
  return Object.fromEntries(
    libraries.flatMap(({ name, version, exports }) =>
      Object.entries(exports).map(([specifier, file]) => [specifier, artifactUrl(name, version) + file]),
    ),
  )
}
