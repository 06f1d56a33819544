import {
  type Manifest,
  parseManifest,
  parseSharedManifest,
  type SharedManifest,
} from '@portico/micro-app/manifest'
import { LRUCache } from 'lru-cache'
import type { Log } from '../telemetry/log.ts'
import type { ArtifactReader } from './artifact-reader.ts'
import type { ArtifactSet, WantedSet } from './artifact-set.ts'
import { parseShellManifest } from './manifests.ts'

/** Artifacts never change, so what was read once is kept; these many of each kind. */
const maxManifests = 1_000
const maxSets = 200

type Reading<T> = Promise<T | null>

/** Artifacts as the store describes them. What cannot be read is logged once and asked again with the next set that needs it. */
export class ArtifactLibrary {
  readonly #reader: ArtifactReader
  readonly #log: Log
  readonly #manifests = new LRUCache<string, Promise<unknown>>({ max: maxManifests })
  readonly #sets = new LRUCache<string, Promise<ArtifactSet>>({ max: maxSets })
  readonly #reported = new Set<string>()

  constructor(reader: ArtifactReader, log: Log) {
    this.#reader = reader
    this.#log = log
  }

  /**
   * An app that cannot be read is replaced by its fallback, or left out: the others are sound. Without a shell there is
   * nothing to show, and it rejects. A set that lacks something is made anew the next time.
   */
  setOf(wanted: WantedSet): Promise<ArtifactSet> {
    const key = JSON.stringify(wanted)
    const known = this.#sets.get(key)
    if (known) return known
    const reading = this.#readSet(wanted)
    this.#sets.set(key, reading)
    void reading.then(
      set => isWhole(set, wanted) || this.#sets.delete(key),
      () => this.#sets.delete(key),
    )
    return reading
  }

  findApp(name: string, version: string): Reading<Manifest> {
    return this.#find(`${name}/${version}/portico.json`, parseManifest)
  }

  #findShared(name: string, version: string): Reading<SharedManifest> {
    return this.#find(`${name}/${version}/portico.json`, parseSharedManifest)
  }

  async #readSet({ shell, apps, shared, fallbacks }: WantedSet): Promise<ArtifactSet> {
    const find = (name: string, version: string) => this.findApp(name, version)
    const [shellPart, found, foundFallbacks, libraries] = await Promise.all([
      this.#readShell(shell),
      readAll(apps, find),
      readAll(fallbacks, find),
      readAll(shared, (name, version) => this.#findShared(name, version)),
    ])
    const missing = Object.keys(apps).filter(name => !found.has(name))
    for (const name of missing)
      this.#report(`${name}@${apps[name]}`, 'It is not in the store, or cannot be used')
    const rescued = missing.flatMap(name => {
      const fallback = foundFallbacks.get(name)
      return fallback ? [[name, fallback] as const] : []
    })
    return {
      shell: shellPart,
      apps: new Map([...found, ...rescued]),
      fallbacks: new Map([...foundFallbacks].filter(([name]) => found.has(name))),
      shared: libraries,
    }
  }

  async #readShell(version: string): Promise<ArtifactSet['shell']> {
    const [html, manifest] = await Promise.all([
      this.#find(`shell/${version}/index.html`, text => text),
      this.#find(`shell/${version}/portico.json`, text => parseShellManifest(JSON.parse(text))),
    ])
    if (html === null) throw new Error(`shell@${version} cannot be read`)
    return { version, html, manifest }
  }

  #find<T>(path: string, parse: (text: string) => T): Reading<T> {
    const known = this.#manifests.get(path) as Reading<T> | undefined
    if (known) return known
    const reading = this.#read(path, parse)
    this.#manifests.set(path, reading)
    void reading.then(value => value === null && this.#manifests.delete(path))
    return reading
  }

  async #read<T>(path: string, parse: (text: string) => T): Reading<T> {
    try {
      const bytes = await this.#reader.find(path)
      return bytes && parse(bytes.toString())
    } catch (error) {
      this.#report(path, error)
      return null
    }
  }

  #report(path: string, error: unknown): void {
    if (this.#reported.size >= maxManifests || this.#reported.has(path)) return
    this.#reported.add(path)
    this.#log.error('artifact.unreadable', error, { path })
  }
}

async function readAll<M>(
  versions: Readonly<Record<string, string>>,
  find: (name: string, version: string) => Reading<M>,
): Promise<Map<string, M>> {
  const read = Object.entries(versions).map(async ([name, version]): Promise<[string, M][]> => {
    const manifest = await find(name, version)
    return manifest === null ? [] : [[name, manifest]]
  })
  return new Map((await Promise.all(read)).flat())
}

function isWhole(set: ArtifactSet, wanted: WantedSet): boolean {
  const isAsWanted = ([name, version]: [string, string]) => set.apps.get(name)?.version === version
  return (
    Object.entries(wanted.apps).every(isAsWanted) &&
    Object.keys(wanted.shared).every(name => set.shared.has(name))
  )
}
