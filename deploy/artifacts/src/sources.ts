import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'

/** A folder whose build writes an artifact to `$PORTICO_DIST`. */
export interface Buildable {
  /** Name of the artifact, or of the folder for `shared` (which yields several). */
  name: string
  kind: 'shell' | 'app' | 'shared'
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

/** The shell, the shared libraries, and each folder of `apps/` or of `moreApps` that has a `portico.app.ts`. */
export async function listBuildables(root: string, moreApps: string[]): Promise<Buildable[]> {
  const found: Buildable[] = [
    { name: 'shared-libs', kind: 'shared', dir: join(root, 'toolkit/shared-libs') },
    { name: 'shell', kind: 'shell', dir: join(root, 'shell') },
  ]
  const own = (await readdir(join(root, 'apps'))).sort().map(name => join(root, 'apps', name))
  for (const dir of [...own, ...moreApps]) {
    if (existsSync(join(dir, 'portico.app.ts'))) found.push({ name: basename(dir), kind: 'app', dir })
  }
  return found
}

/** `h` and eight hex digits over every input file and the features: the same always give the same artifact version. */
export async function inputHash(root: string, dir: string, features = ''): Promise<string> {
  const hash = createHash('sha256').update(features)
  for (const input of [dir, ...SHARED_INPUTS.map(path => join(root, path))]) {
    for (const file of await listFiles(input))
      hash
        .update(relative(root, file))
        .update('\0')
        .update(await readFile(file))
  }
  return `h${hash.digest('hex').slice(0, 8)}`
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
