import { readConsumed, readDeclared } from '../declarations/read-declarations.ts'
import { JsonReader } from '../json/json-reader.ts'
import { ManifestError } from '../json/manifest-error.ts'
import type { Manifest, MenuEntry, SharedManifest } from '../manifest.ts'
import { listContributed, readContributions } from './read-contributions.ts'
import { readIsolation } from './read-isolation.ts'
import { readPermissions } from './read-permissions.ts'
import { readLocalText, readName, readPath, readTextField } from './read-texts.ts'

/** Reads the text of a sub-app's `portico.json`. Unknown fields are left out. Throws ManifestError. */
export function parseManifest(text: string): Manifest {
  const reader = JsonReader.parse(text)
  const manifest: Manifest = {
    schema: reader.field('schema').one(),
    protocol: reader.field('protocol').one(),
    name: readName(reader.field('name')),
    version: readVersion(reader.field('version')),
    entry: readPath(reader.field('entry')),
    css: reader.field('css').list(readPath),
    preload: reader.field('preload').list(readPath),
    imports: reader.field('imports').list(readTextField),
    own: reader.field('own').record(library => library.record(readPath)),
    integrity: reader.field('integrity').record(readHash),
    title: readLocalText(reader.field('title')),
    icon: reader.field('icon').string(),
    base: readUrlPath(reader.field('base')),
    menu: reader.field('menu').list(readMenuEntry),
    requires: readRequires(reader.field('requires')),
    operations: reader.field('operations').list(readOperation),
    keepAlive: reader.field('keepAlive').boolean(),
    ...readOrder(reader.field('order')),
    ...readSharedStorage(reader.field('sharedStorage')),
    ...readContributions(reader.field('contributes')),
    ...readPermissions(reader.field('permissions'), readName(reader.field('name'))),
    ...readDeclared(reader, readName(reader.field('name'))),
    ...readConsumed(reader.field('consumes')),
    ...readIsolation(reader),
    ...readClassic(reader.field('classic')),
  }
  const own = Object.values(manifest.own).flatMap(files => Object.values(files))
  const files = [manifest.entry, ...manifest.css, ...manifest.preload, ...own, ...listContributed(manifest)]
  requireHashes(files, manifest.integrity)
  if (manifest.classic !== undefined) refuseContributions(manifest)
  return manifest
}

/** Reads the text of a shared library's `portico.json`. Throws ManifestError. */
export function parseSharedManifest(text: string): SharedManifest {
  const reader = JsonReader.parse(text)
  const manifest: SharedManifest = {
    schema: reader.field('schema').one(),
    name: readName(reader.field('name')),
    version: readVersion(reader.field('version')),
    exports: reader.field('exports').record(readPath),
    imports: reader.field('imports').record(files => files.list(readPath)),
    requires: readRequires(reader.field('requires')),
    integrity: reader.field('integrity').record(readHash),
  }
  requireHashes(Object.values(manifest.exports), manifest.integrity)
  return manifest
}

function readVersion(reader: JsonReader): string {
  return reader.string(/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/, 'a version such as 1.4.2')
}

function readHash(reader: JsonReader): string {
  return reader.string(/^sha384-[A-Za-z0-9+/]{64}$/, 'a sha384 hash')
}

function readUrlPath(reader: JsonReader): string {
  return reader.string(/^\/(?!\/)/, 'a path that begins with a slash')
}

function readMenuEntry(reader: JsonReader): MenuEntry {
  const entry = { path: readUrlPath(reader.field('path')), title: readLocalText(reader.field('title')) }
  const permission = reader.field('permission')
  return permission.isAbsent ? entry : { ...entry, permission: permission.string() }
}

function readOrder(reader: JsonReader): Pick<Manifest, 'order'> {
  return reader.isAbsent ? {} : { order: reader.number() }
}

function readSharedStorage(reader: JsonReader): Pick<Manifest, 'sharedStorage'> {
  return reader.isAbsent ? {} : { sharedStorage: reader.list(readTextField) }
}

function readClassic(reader: JsonReader): Pick<Manifest, 'classic'> {
  if (reader.isAbsent) return {}
  const html = reader.field('html').string(/^/)
  const start = reader.field('start')
  return { classic: start.isAbsent ? { html } : { html, start: start.list(readTextField) } }
}

function readRequires(reader: JsonReader): Manifest['requires'] {
  return { shared: reader.field('shared').record(readTextField) }
}

function readOperation(reader: JsonReader): Manifest['operations'][number] {
  return {
    id: reader.field('id').string(/^[0-9a-f]{64}$/, 'a SHA-256 in hex'),
    name: reader.field('name').string(),
    body: reader.field('body').string(),
  }
}

/** The programs of a page run for the page as a whole; there is no part of them to be mounted elsewhere. */
function refuseContributions({ contributes = [] }: Manifest): void {
  if (contributes.length === 0) return
  const message =
    'expected none of a page that was wrapped: give the part an app of its own, built as modules'
  throw new ManifestError('MANIFEST_INVALID', 'contributes', message)
}

function requireHashes(files: string[], integrity: Record<string, string>): void {
  const unhashed = files.find(file => !Object.hasOwn(integrity, file))
  if (unhashed !== undefined) {
    throw new ManifestError('MANIFEST_INVALID', 'integrity', `expected a hash of ${unhashed}`)
  }
}
