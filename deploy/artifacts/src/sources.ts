import { createHash, type Hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** A folder whose build writes an artifact to `$PORTICO_DIST`. */
export interface Buildable {
  /** Name of the artifact, or of the folder for `shared` (which yields several). */
  name: string
  dir: string
}

/** What every browser artifact is made with: a change in it makes all of them stale. */
const SHARED_INPUTS = [
  'toolkit/micro-app',
  'toolkit/vite-preset',
  'toolkit/wrap',
  'toolkit/graph-codegen',
  'toolkit/release',
  'shared-ui',
  'pnpm-lock.yaml',
]
const IGNORED = new Set(['node_modules', 'dist', 'test', '.vite'])

/** What every product is built of besides its sub-apps. */
export function platformOf(root: string): { shell: Buildable; sharedLibraries: Buildable } {
  return {
    shell: { name: 'shell', dir: join(root, 'shell') },
    sharedLibraries: { name: 'shared-libs', dir: join(root, 'toolkit/shared-libs') },
  }
}

/**
 * `h` and eight hex digits over every input file and the features: the same always give the same artifact version. `shared` is
 * of `sharedHash`, for more than one in a row.
 */
export async function inputHash(dir: string, shared: string, features = ''): Promise<string> {
  const hash = createHash('sha256').update(`${features}\0${shared}`)
  await addFiles(hash, dir, dir)
  return `h${hash.digest('hex').slice(0, 8)}`
}

/** Of what every browser artifact is made with. */
export async function sharedHash(root: string): Promise<string> {
  const hash = createHash('sha256')
  for (const path of SHARED_INPUTS) await addFiles(hash, root, join(root, path))
  return hash.digest('hex')
}

/** Named from `base`. */
async function addFiles(hash: Hash, base: string, path: string): Promise<void> {
  for (const file of await listFiles(path))
    hash
      .update(relative(base, file))
      .update('\0')
      .update(await readFile(file))
}

async function listFiles(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null)
  if (!entries) return existsSync(path) ? [path] : []
  const nested = entries
    .filter(entry => !IGNORED.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(entry => (entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]))
  return (await Promise.all(nested)).flat()
}
