import type { SharedManifest } from '@portico/micro-app/manifest'
import { satisfies } from 'semver'
import { artifactUrl } from './manifests.ts'

/** Library -> its versions on this page, a released one before the baseline's. */
export type SharedLibraries = ReadonlyMap<string, readonly SharedManifest[]>
type Ranges = Readonly<Record<string, string>>

/** Which of several versions that fit is taken. Of a library itself it is one for the whole page, by its address. */
export type Preference = 'released' | 'baseline'

/**
 * The shared libraries one artifact gets: those whose version fits its range, and whose own needs it shares in the very
 * version they get - antd with another React than the app's would be two Reacts on one page. The released version of a
 * library is taken where nothing is lost by it.
 */
export function chooseShared(
  ranges: Ranges,
  libraries: SharedLibraries,
  ofLibraries: Preference = 'released',
): SharedManifest[] {
  const released = chooseBy('released', ranges, libraries, ofLibraries)
  const baseline = chooseBy('baseline', ranges, libraries, ofLibraries)
  const isNothingLost = baseline.every(({ name }) => released.some(other => other.name === name))
  return isNothingLost ? released : baseline
}

/** What a library imports, in the version that fits it. */
export function needsOf(
  { requires }: SharedManifest,
  libraries: SharedLibraries,
  preference: Preference,
): SharedManifest[] {
  return [...fitting(requires.shared, libraries, preference).values()]
}

function chooseBy(
  preference: Preference,
  ranges: Ranges,
  libraries: SharedLibraries,
  ofLibraries: Preference,
): SharedManifest[] {
  return dropUnsupported(fitting(ranges, libraries, preference), library =>
    fitting(library.requires.shared, libraries, ofLibraries),
  )
}

function fitting(ranges: Ranges, libraries: SharedLibraries, preference: Preference): Chosen {
  return new Map(
    Object.entries(ranges).flatMap(([name, range]) => {
      const fit = (libraries.get(name) ?? []).filter(({ version }) => satisfies(version, range))
      const library = preference === 'released' ? fit.at(0) : fit.at(-1)
      return library ? [[name, library] as const] : []
    }),
  )
}

type Chosen = ReadonlyMap<string, SharedManifest>

function dropUnsupported(chosen: Chosen, needs: (library: SharedManifest) => Chosen): SharedManifest[] {
  const kept = new Map(
    Array.from(chosen).filter(([, library]) => {
      const needed = needs(library)
      return Object.keys(library.requires.shared).every(
        name => needed.has(name) && needed.get(name) === chosen.get(name),
      )
    }),
  )
  return kept.size === chosen.size ? [...kept.values()] : dropUnsupported(kept, needs)
}

/** Bare specifier -> URL, for everything these libraries offer. */
export function specifiersOf(origin: string, libraries: readonly SharedManifest[]): Record<string, string> {
  return Object.fromEntries(
    libraries.flatMap(({ name, version, exports }) =>
      Object.entries(exports).map(([specifier, file]) => [
        specifier,
        artifactUrl(origin, name, version) + file,
      ]),
    ),
  )
}
