import type { Manifest, SharedManifest } from '@portico/micro-app/manifest'
import type { ArtifactSet } from './artifact-set.ts'
import { artifactUrl } from './manifests.ts'
import {
  chooseShared,
  needsOf,
  type Preference,
  type SharedLibraries,
  specifiersOf,
} from './shared-resolution.ts'

export interface ImportMap {
  imports: Record<string, string>
  scopes: Record<string, Record<string, string>>
  integrity: Record<string, string>
}

/** What decides where an artifact's bare imports lead. */
interface Importer {
  url: string
  ranges: Record<string, string>
  own: Record<string, Record<string, string>>
}

/**
 * Scopes by artifact, so that two apps may live on different versions of one library on one page. Fallbacks are in it from
 * the start: a page cannot learn of them once its modules load.
 */
export function buildImportMap({ origin, shell, apps, fallbacks, shared }: ArtifactSet): ImportMap {
  const shown = [...apps.values(), ...fallbacks.values()]
  const importers = [
    ...(shell.manifest ? [importer(artifactUrl(origin, 'shell', shell.version), shell.manifest)] : []),
    ...shown.map(app => importer(artifactUrl(origin, app.name, app.version), app)),
  ]
  const libraries = [...shared.values()].flat()
  const preference = preferenceOf(importers, shared)
  const urlsOf = (chosen: readonly SharedManifest[]) => specifiersOf(origin, chosen)
  const scopes = importers.map(one => [one.url, scopeOf(one, shared, preference, urlsOf)] as const)
  const libraryScopes = libraries.map(
    library =>
      [
        artifactUrl(origin, library.name, library.version),
        urlsOf(needsOf(library, shared, preference)),
      ] as const,
  )
  return {
    imports: {},
    scopes: Object.fromEntries(
      [...scopes, ...libraryScopes].filter(([, scope]) => Object.keys(scope).length > 0),
    ),
    integrity: integrityOf(origin, [...libraries, ...shown]),
  }
}

function importer(
  url: string,
  {
    requires,
    own,
  }: { requires: { shared: Record<string, string> }; own?: Record<string, Record<string, string>> },
): Importer {
  return { url, ranges: requires.shared, own: own ?? {} }
}

/**
 * A library has one address, so what it imports is the same for the whole page: the released version, unless an artifact
 * without a copy of its own would lose a library by that.
 */
function preferenceOf(importers: readonly Importer[], shared: SharedLibraries): Preference {
  const isLosing = importers.some(({ ranges, own }) => {
    const names = new Set(chooseShared(ranges, shared, 'released').map(({ name }) => name))
    const before = chooseShared(ranges, shared, 'baseline')
    return before.some(({ name }) => !names.has(name) && !Object.hasOwn(own, name))
  })
  return isLosing ? 'baseline' : 'released'
}

/** Own copies first, so that a library that was chosen wins over the copy the build added in case it is not. */
function scopeOf(
  { url, ranges, own }: Importer,
  shared: SharedLibraries,
  preference: Preference,
  urlsOf: (chosen: readonly SharedManifest[]) => Record<string, string>,
): Record<string, string> {
  const chosen = chooseShared(ranges, shared, preference)
  const names = new Set(chosen.map(({ name }) => name))
  const copies = Object.entries(own).flatMap(([library, files]) =>
    names.has(library) ? [] : Object.entries(files).map(([specifier, file]) => [specifier, url + file]),
  )
  return { ...Object.fromEntries(copies), ...urlsOf(chosen) }
}

/** Of every module the page may import: a file that was changed on its way is refused by the browser. */
function integrityOf(origin: string, artifacts: (SharedManifest | Manifest)[]): Record<string, string> {
  const files = artifacts.map(({ name, version, integrity }) =>
    Object.entries(integrity)
      .filter(([file]) => file.endsWith('.js'))
      .map(([file, hash]) => [artifactUrl(origin, name, version) + file, hash]),
  )
  return Object.fromEntries(files.flat())
}
