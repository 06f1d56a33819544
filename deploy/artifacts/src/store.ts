import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** The one set of current artifacts; the gateway resolves every tenant to it until there are releases. */
export interface CurrentSet {
  shell: string
  apps: Record<string, string>
  shared: Record<string, string>
}

const COMPRESSIBLE = new Set(['.js', '.css', '.html', '.json', '.svg', '.map'])
const MIN_COMPRESSED_BYTES = 1024
const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

export function artifactDir(store: string, name: string, version: string): string {
  return join(store, name, version)
}

export function hasArtifact(store: string, name: string, version: string): boolean {
  return existsSync(artifactDir(store, name, version))
}

/** Copies a build into the store, compressed beside the plain files; appears whole or not at all. */
export async function storeArtifact(
  store: string,
  name: string,
  version: string,
  dist: string,
): Promise<void> {
  const target = artifactDir(store, name, version)
  if (existsSync(target)) return
  const partial = `${target}.partial-${process.pid}`
  await mkdir(dirname(target), { recursive: true })
  await cp(dist, partial, { recursive: true })
  await compressFolder(partial)
  await rename(partial, target).catch(async error => {
    await rm(partial, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  })
}

async function compressFolder(dir: string) {
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && COMPRESSIBLE.has(extname(entry.name)))
      await compressFile(join(entry.parentPath, entry.name))
  }
}

/** Source maps are read by developers only: gzip is enough for them, and brotli of megabytes is slow. */
async function compressFile(file: string) {
  const bytes = await readFile(file)
  if (bytes.length < MIN_COMPRESSED_BYTES) return
  await writeFile(`${file}.gz`, await deflate(bytes, { level: 9 }))
  if (file.endsWith('.map')) return
  await writeFile(`${file}.br`, await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
}

export async function readCurrent(store: string): Promise<CurrentSet | null> {
  const text = await readFile(join(store, 'current.json'), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as CurrentSet)
}

export async function writeCurrent(store: string, current: CurrentSet): Promise<void> {
  const text = `${JSON.stringify(current, null, 2)}\n`
  const file = join(store, 'current.json')
  const found = await readFile(file, 'utf8').catch(() => '')
  if (found === text) return
  await writeFile(`${file}.${process.pid}`, text)
  await rename(`${file}.${process.pid}`, file)
}
