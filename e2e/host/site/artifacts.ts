import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest, SnapshotApp } from '@portico/micro-app'
import { parseManifest } from '@portico/micro-app/manifest'

const APPS = join(import.meta.dirname, '../apps')

/** What an app's `app.json` says; the rest of its manifest is computed from its files. */
type AppFile = Pick<Manifest, 'title' | 'icon' | 'menu' | 'classic'> & {
  keepAlive?: boolean
  preload?: string[]
}

/** URL path -> content. */
export type Files = Map<string, Buffer>

export interface ArtifactSet {
  apps: Record<string, SnapshotApp>
  /** Next versions, which only the gray snapshot has. */
  gray: Record<string, SnapshotApp>
  files: Files
}

const GRAY_APPS = ['notes']

/** Hand-written apps that need no build; their chunks begin with the line a build would prepend. */
export async function readApps(): Promise<ArtifactSet> {
  const set: ArtifactSet = { apps: {}, gray: {}, files: new Map() }
  for (const name of await readdir(APPS)) {
    set.apps[name] = await readApp(name, '1.0.0', set.files)
    if (GRAY_APPS.includes(name)) set.gray[name] = await readApp(name, '2.0.0', set.files)
  }
  return set
}

/** The files of a built artifact, at the address a gateway would give them. */
export async function addArtifact(folder: string, { apps, files }: ArtifactSet): Promise<void> {
  const manifest = parseManifest(await readFile(join(folder, 'portico.json'), 'utf8'))
  const { name, version } = manifest
  const url = `/a/${name}/${version}/`
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) files.set(url + path.slice(folder.length + 1), await readFile(path))
  }
  apps[name] = { url, manifest }
}

async function readApp(name: string, version: string, files: Files): Promise<SnapshotApp> {
  const url = `/a/${name}/${version}/`
  const folder = join(APPS, name)
  const own: Files = new Map()
  for (const file of await readdir(folder)) {
    const content = await readFile(join(folder, file), 'utf8')
    own.set(file, Buffer.from(content.replaceAll('@1.0.0', `@${version}`)))
  }
  const { keepAlive = true, preload = [], ...said } = JSON.parse(String(own.get('app.json'))) as AppFile
  own.delete('app.json')
  if (said.classic !== undefined)
    own.set('entry.js', Buffer.from(wrapClassic(name, String(own.get('entry.js')))))
  const integrity = Object.fromEntries([...own].map(([file, content]) => [file, integrityOf(content)]))
  const css = [...own.keys()].filter(file => file.endsWith('.css'))
  const manifest: Manifest = {
    ...{ schema: 1, name, version, protocol: 1, entry: 'entry.js', base: `/${name}` },
    ...{ css, preload, integrity, imports: [], own: {}, requires: { shared: {} }, operations: [], keepAlive },
    ...said,
  }
  own.set('portico.json', Buffer.from(JSON.stringify(manifest)))
  for (const [file, content] of own) files.set(url + file, content)
  return { url, manifest }
}

/** A plain page's script, bound to its sandbox without evaluating strings. */
export function wrapClassic(name: string, script: string): string {
  return `__PORTICO_CLASSIC__('${name}@1.0.0', function () { with (this) {\n${script}\n} })`
}

function integrityOf(content: Buffer): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`
}
