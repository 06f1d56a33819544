import type { ArtifactKey } from '@portico/artifact-store'
import type { Consumed, Declared } from '@portico/micro-app/declarations'
import {
  ManifestError,
  parseIcon,
  parseManifest,
  parseSharedManifest,
  requirePlainBase,
} from '@portico/micro-app/manifest'
import type { Artifact, LocalText } from '@portico/release'
import { valid } from 'semver'
import { artifactProblems } from './problems.ts'
import { parseShellManifest } from './shell-manifest.ts'

/** A manifest as far as publishing looks at it, whatever it describes. */
export interface ArtifactMetadata extends ArtifactKey {
  kind: Artifact['kind']
  title: LocalText | null
  base: string | null
  requires: Record<string, string>
  /** Libraries it brings a copy of. */
  own: string[]
  operations: { id: string; name: string; body: string }[]
  integrity: Record<string, string>
  /** Files that are imported as modules. */
  scripts: string[]
  /** Files that are linked as style sheets. */
  styles: string[]
  /** Names of those it adds. */
  permissions: string[]
  /** It is to run in a frame. */
  isFramed: boolean
  /** Events and slots it has for others. */
  declared: Declared
  /** Events and slots of others that it was built against. */
  consumed: Consumed
  /** Slots it contributes to. */
  filled: string[]
  /** Files without which it does not work. */
  needs: string[]
  /** The whole of it, as it was read. */
  manifest: Record<string, unknown>
}

const MAX_NAME_LENGTH = 64
/** The deepest field of a manifest has 4. */
const MAX_DEPTH = 20
const NOTHING = {
  ...{ title: null, base: null, own: [], operations: [], styles: [], permissions: [] },
  ...{ isFramed: false, declared: {}, consumed: {}, filled: [] },
}

/** Throws MANIFEST_NOT_JSON, MANIFEST_INVALID, MANIFEST_UNSUPPORTED, VERSION_INVALID. */
export function describeManifest(manifest: Record<string, unknown>): ArtifactMetadata {
  requireVersion(manifest.version)
  const metadata = readKnown(() => describe(manifest))
  if (metadata.name.length > MAX_NAME_LENGTH) {
    throw artifactProblems.MANIFEST_INVALID(`name: expected at most ${MAX_NAME_LENGTH} characters`)
  }
  return metadata
}

/**
 * Of an artifact that comes now: its icon must be one that is drawn. Those that are there already may have one that no longer is.
 * Throws as `describeManifest`.
 */
export function describeUpload(manifest: Record<string, unknown>): ArtifactMetadata {
  const metadata = describeManifest(manifest)
  if (metadata.kind === 'app') readKnown(() => parseIcon(manifest.icon))
  return metadata
}

function describe(manifest: Record<string, unknown>): ArtifactMetadata {
  if (manifest.name === 'shell') return describeShell(manifest)
  const isShared = Object.hasOwn(manifest, 'exports') && !Object.hasOwn(manifest, 'entry')
  return isShared ? describeShared(manifest) : describeApp(manifest)
}

function describeApp(manifest: Record<string, unknown>): ArtifactMetadata {
  const app = parseManifest(JSON.stringify(manifest))
  requirePlainBase(app.base)
  const copies = Object.values(app.own).flatMap(files => Object.values(files))
  const parts = (app.contributes ?? []).flatMap(({ files }) => files ?? [])
  const isFramed = app.isolation === 'frame'
  const isPage = isFramed && app.entry.endsWith('.txt')
  const modules = parts.flatMap(part => part.modules)
  return {
    ...app,
    kind: 'app',
    permissions: (app.permissions ?? []).map(({ name }) => name),
    isFramed,
    declared: { ...(app.events && { events: app.events }), ...(app.slots && { slots: app.slots }) },
    consumed: app.consumes ?? {},
    filled: (app.contributes ?? []).map(({ slot }) => slot),
    requires: app.requires.shared,
    own: Object.keys(app.own),
    scripts: [...(isPage ? [] : [app.entry]), ...app.preload, ...copies, ...modules],
    styles: [...app.css, ...parts.flatMap(({ css }) => css)],
    needs: [app.entry, ...app.css, ...app.preload, ...copies, ...Object.keys(app.integrity)],
    manifest,
  }
}

function describeShared(manifest: Record<string, unknown>): ArtifactMetadata {
  const library = parseSharedManifest(JSON.stringify(manifest))
  const { name, version, integrity, requires } = library
  const scripts = Object.values(library.exports)
  const needs = [...scripts, ...Object.keys(integrity)]
  const kind = 'shared'
  return { ...NOTHING, name, version, kind, requires: requires.shared, integrity, scripts, needs, manifest }
}

function describeShell(manifest: Record<string, unknown>): ArtifactMetadata {
  const { version, requires, own, integrity } = parseShellManifest(manifest)
  const needs = ['index.html', ...Object.keys(integrity)]
  return {
    ...NOTHING,
    name: 'shell',
    version,
    kind: 'shell',
    requires: requires.shared,
    own: Object.keys(own ?? {}),
    integrity,
    scripts: [],
    needs,
    manifest,
  }
}

/** Throws MANIFEST_NOT_JSON, MANIFEST_INVALID. */
export function parseObject(text: string): Record<string, unknown> {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw artifactProblems.MANIFEST_INVALID('expected an object')
  }
  requireStorable(value)
  return { ...value }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw artifactProblems.MANIFEST_NOT_JSON(String(error), {}, error)
  }
}

/** PostgreSQL keeps neither a NUL nor half a character; and code that walks through the value has a stack that ends. */
function requireStorable(value: unknown, depth = 0): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw artifactProblems.MANIFEST_INVALID('expected texts without NUL and without halves of characters')
  }
  if (typeof value !== 'object' || value === null) return
  if (depth >= MAX_DEPTH) throw artifactProblems.MANIFEST_INVALID(`expected at most ${MAX_DEPTH} levels`)
  for (const [key, inner] of Object.entries(value)) {
    requireStorable(key)
    requireStorable(inner, depth + 1)
  }
}

function requireVersion(version: unknown): void {
  const isPlain = typeof version === 'string' && version.length <= MAX_NAME_LENGTH && /^\d/.test(version)
  if (isPlain && valid(version) !== null) return
  throw artifactProblems.VERSION_INVALID('version: expected one of semver, such as 1.4.2 or 1.4.2-rc.1')
}

function readKnown<Known>(read: () => Known): Known {
  try {
    return read()
  } catch (error) {
    if (error instanceof ManifestError)
      throw artifactProblems[error.code](error.message, { path: error.path })
    throw error
  }
}
