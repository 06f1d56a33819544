import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SizedPart } from './measure.ts'

/** File, without the hash of its content -> bytes when gzipped, of the last build that was good. */
export type LastSizes = ReadonlyMap<string, number>

/** Vite's own: `entry-BgFXPPYC.js`. */
const HASH = /-[\w-]{8}(?=\.\w+$)/

/** The same for a file of two builds. */
export function nameWithoutHash(path: string): string {
  return path.replace(HASH, '')
}

/** Empty where there was none, or none that can be read. */
export async function readLastSizes(root: string, app: string): Promise<LastSizes> {
  try {
    return new Map(
      Object.entries(JSON.parse(await readFile(fileOf(root, app), 'utf8')) as Record<string, number>),
    )
  } catch {
    return new Map()
  }
}

/** A folder of the project that cannot be written is no reason to fail a build. */
export async function keepSizes(root: string, app: string, parts: readonly SizedPart[]): Promise<void> {
  const sizes = parts.flatMap(({ files }) =>
    files.map(({ path, gzipBytes }) => [nameWithoutHash(path), gzipBytes]),
  )
  const file = fileOf(root, app)
  const beside = `${file}.${process.pid}`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(beside, JSON.stringify(Object.fromEntries(sizes)))
    await rename(beside, file)
  } catch {
    // The next build has nothing to compare with.
  }
}

function fileOf(root: string, app: string): string {
  return join(root, 'node_modules/.cache/portico', `${app}.sizes.json`)
}
