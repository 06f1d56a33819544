import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Manifest } from '@portico/micro-app/manifest'

export interface FileSize {
  /** In the artifact. */
  path: string
  bytes: number
  gzipBytes: number
}

/** Files that a browser loads together. */
export interface SizedPart {
  /** Id of the contribution that it is; null: the app itself. */
  contribution: string | null
  files: FileSize[]
}

type Loadable = Pick<Manifest, 'entry' | 'css' | 'preload' | 'classic' | 'contributes'>

/** What is loaded before the app mounts, and before each contribution with a build of its own does. Shared libraries are not in it. */
export async function measureParts(dir: string, manifest: Loadable): Promise<SizedPart[]> {
  const { entry, css, preload, classic, contributes = [] } = manifest
  const programs = (classic?.start ?? []).filter(program => !program.startsWith('#'))
  const parts: { contribution: string | null; paths: string[] }[] = [
    { contribution: null, paths: [entry, ...css, ...preload, ...programs] },
  ]
  for (const { id, files } of contributes)
    if (files !== undefined)
      parts.push({ contribution: id, paths: [files.entry, ...files.css, ...files.preload] })
  return Promise.all(
    parts.map(async ({ contribution, paths }) => ({
      contribution,
      files: await Promise.all([...new Set(paths)].map(path => measure(dir, path))),
    })),
  )
}

export function gzipBytesOf({ files }: SizedPart): number {
  return files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)
}

async function measure(dir: string, path: string): Promise<FileSize> {
  const content = await readFile(join(dir, path))
  const packed = await promisify(gzip)(content)
  return { path, bytes: content.length, gzipBytes: packed.length }
}
