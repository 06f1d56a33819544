import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Manifest,
  parseManifest,
  parseSharedManifest,
  type SharedManifest,
} from '@portico/micro-app/manifest'
import type { Log } from '../telemetry/log.ts'
import { type CurrentSet, parseCurrentSet, parseShellManifest, type ShellManifest } from './manifests.ts'

/** Everything the gateway knows of one set of artifacts that belong together. Immutable. */
export interface ArtifactSet {
  shell: { version: string; html: string; manifest: ShellManifest | null }
  apps: ReadonlyMap<string, Manifest>
  shared: ReadonlyMap<string, SharedManifest>
}

/**
 * Reads the set `current.json` names. An app or library that cannot be read is left out and logged, for the others are
 * sound; without a shell there is nothing to show and it throws.
 */
export async function readArtifactSet(folder: string, log: Log): Promise<ArtifactSet> {
  const current = parseCurrentSet(await readJson(join(folder, 'current.json')))
  const [shell, apps, shared] = await Promise.all([
    readShell(folder, current),
    readAll(folder, current.apps, parseManifest, log),
    readAll(folder, current.shared, parseSharedManifest, log),
  ])
  return { shell, apps, shared }
}

async function readShell(folder: string, { shell: version }: CurrentSet): Promise<ArtifactSet['shell']> {
  const dir = join(folder, 'shell', version)
  const [html, manifest] = await Promise.all([
    readFile(join(dir, 'index.html'), 'utf8'),
    readJson(join(dir, 'portico.json')).then(parseShellManifest, () => null),
  ])
  return { version, html, manifest }
}

async function readAll<M>(
  folder: string,
  versions: Record<string, string>,
  parse: (text: string) => M,
  log: Log,
): Promise<Map<string, M>> {
  const read = Object.entries(versions).map(async ([name, version]): Promise<[string, M][]> => {
    try {
      return [[name, parse(await readFile(join(folder, name, version, 'portico.json'), 'utf8'))]]
    } catch (error) {
      log.error('artifact.unreadable', error, { artifact: `${name}@${version}` })
      return []
    }
  })
  return new Map((await Promise.all(read)).flat())
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'))
}
