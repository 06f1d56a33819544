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
import { HEAD_MARK } from './head-mark.ts'
import { parseShellManifest, type ShellManifest } from './manifests.ts'
import type { NamedArtifact } from './rules/left-out.ts'

/** Artifacts never change, so what was read once is kept; these many of each kind. */
const MAX_MANIFESTS = 1_000
const MAX_SETS = 200

type Reading<T> = Promise<T | null>

/** There is no page to show with this shell. */
export class ShellUnreadable extends Error {
  readonly version: string

  constructor(version: string) {
    super(`shell@${version} cannot be read`)
    this.version = version
  }
}

/** Artifacts as the store describes them. What cannot be read is logged once and asked again with the next set that needs it. */
export class ArtifactLibrary {
  readonly #reader: ArtifactReader
  readonly #log: Log
  readonly #origin: string
  readonly #manifests = new LRUCache<string, Promise<unknown>>({ max: MAX_MANIFESTS })
  readonly #sets = new LRUCache<string, Promise<ArtifactSet>>({ max: MAX_SETS })
  readonly #reported = new Set<string>()

  /** `origin`: see `ArtifactSet`. */
  constructor(reader: ArtifactReader, log: Log, origin: string) {
    this.#reader = reader
    this.#log = log
    this.#origin = origin
  }

  /**
   * An app that cannot be read is replaced by its fallback, or left out: the others are sound. Without a shell there is
   * nothing to show, and it rejects with `ShellUnreadable`. A set that lacks something is made anew the next time.
   */
  setOf(wanted: WantedSet): Promise<ArtifactSet> {
    const key = JSON.stringify(wanted)
    const known = this.#sets.get(key)
    if (known) return known
    const reading = this.#readSet(wanted)
    this.#sets.set(key, reading)
    void reading.then(
      ({ missing }) => missing.length === 0 || this.#sets.delete(key),
      () => this.#sets.delete(key),
    )
    return reading
  }

  findApp(name: string, version: string): Reading<Manifest> {
    return this.#find('app', `${name}/${version}/portico.json`, text =>
      requireSelf(parseManifest(text), name, version),
    )
  }

  /** Whether a page can be made with it. Never rejects. */
  async isUsable({ kind, name, version }: NamedArtifact): Promise<boolean> {
    if (kind === 'shared') return (await this.#findShared(name, version)) !== null
    if (name !== 'shell') return (await this.findApp(name, version)) !== null
    return this.#readShell(version).then(
      () => true,
      () => false,
    )
  }

  #findShared(name: string, version: string): Reading<SharedManifest> {
    return this.#find('shared', `${name}/${version}/portico.json`, text =>
      requireSelf(parseSharedManifest(text), name, version),
    )
  }

  async #readSet(wanted: WantedSet): Promise<ArtifactSet> {
    const { shell, apps, shared, fallbacks, sharedFallbacks = {} } = wanted
    const find = (name: string, version: string) => this.findApp(name, version)
    const findShared = (name: string, version: string) => this.#findShared(name, version)
    const [shellPart, found, foundFallbacks, libraries, otherLibraries] = await Promise.all([
      this.#readShell(shell),
      readAll(apps, find),
      readAll(fallbacks, find),
      readAll(shared, findShared),
      readAll(sharedFallbacks, findShared),
    ])
    const missing = [...missingOf('app', apps, found), ...missingOf('shared', shared, libraries)]
    for (const { name, version } of missing)
      this.#report(`${name}@${version}`, 'It is not in the store, or cannot be used')
    const rescued = Object.keys(apps).flatMap(name => {
      const fallback = found.has(name) ? undefined : foundFallbacks.get(name)
      return fallback ? [[name, fallback] as const] : []
    })
    return {
      origin: this.#origin,
      shell: shellPart,
      apps: new Map([...found, ...rescued]),
      fallbacks: new Map([...foundFallbacks].filter(([name]) => found.has(name))),
      shared: Map.groupBy([...libraries.values(), ...otherLibraries.values()], ({ name }) => name),
      missing,
    }
  }

  /** A manifest that is not there is no failure: the shell then shares nothing. One that cannot be used is. */
  async #readShell(version: string): Promise<ArtifactSet['shell']> {
    const path = `shell/${version}/portico.json`
    const [html, manifest] = await Promise.all([
      this.#find('html', `shell/${version}/index.html`, requirePage),
      this.#find('shell', path, text => this.#parseShell(path, text)),
    ])
    if (html === null || manifest === 'broken') throw new ShellUnreadable(version)
    return { version, html, manifest }
  }

  #parseShell(path: string, text: string): ShellManifest | 'broken' {
    try {
      return parseShellManifest(JSON.parse(text))
    } catch (error) {
      this.#report(path, error)
      return 'broken'
    }
  }

  /** By what it is read as: of a file that is something else nothing may be left to who reads it next. */
  #find<T>(kind: string, path: string, parse: (text: string) => T): Reading<T> {
    const key = `${kind} ${path}`
    const known = this.#manifests.get(key) as Reading<T> | undefined
    if (known) return known
    const reading = this.#read(path, parse)
    this.#manifests.set(key, reading)
    void reading.then(value => value === null && this.#manifests.delete(key))
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
    if (this.#reported.size >= MAX_MANIFESTS || this.#reported.has(path)) return
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

function missingOf(
  kind: NamedArtifact['kind'],
  wanted: Readonly<Record<string, string>>,
  found: ReadonlyMap<string, unknown>,
): NamedArtifact[] {
  const missing = Object.entries(wanted).filter(([name]) => !found.has(name))
  return missing.map(([name, version]) => ({ kind, name, version }))
}

/** A page is made of addresses: files of another artifact would be looked for where they are not. */
function requireSelf<M extends { name: string; version: string }>(
  manifest: M,
  name: string,
  version: string,
): M {
  if (manifest.name === name && manifest.version === version) return manifest
  throw new Error(`${name}@${version} calls itself ${manifest.name}@${manifest.version}`)
}

function requirePage(html: string): string {
  if (html.includes(HEAD_MARK)) return html
  throw new Error(`There is no ${HEAD_MARK} in the page`)
}
