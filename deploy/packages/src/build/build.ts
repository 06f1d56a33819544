import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PackageError } from '../packages/package-error.ts'
import { listPublishedFiles, type PublicPackage } from '../packages/public-packages.ts'
import { bundle } from './bundle.ts'
import { compile } from './compile.ts'

/** Makes the `dist` of each package anew. Throws PackageError. */
export async function buildPackages(packages: readonly PublicPackage[]): Promise<void> {
  for (const { dir } of packages) await rm(join(dir, 'dist'), { recursive: true, force: true })
  await compile(packages)
  for (const each of packages) if (each.form === 'bundle') await bundleInto(each, join(each.dir, 'dist'))
  for (const each of packages) requireFiles(each)
}

async function bundleInto(each: PublicPackage, dist: string): Promise<void> {
  await bundle(each, dist)
  const maps = (await readdir(dist, { recursive: true })).filter(file => file.endsWith('.map'))
  await Promise.all(maps.map(file => keepOwnSources(join(dist, file))))
}

/** Two thirds of a tool's maps are the sources of other makers, which its users have no use for. */
async function keepOwnSources(file: string): Promise<void> {
  const map = JSON.parse(await readFile(file, 'utf8')) as {
    sources: string[]
    sourcesContent: (string | null)[]
  }
  const isOthers = (at: number) => /[\\/]node_modules[\\/]/.test(map.sources[at] ?? '')
  const sourcesContent = map.sourcesContent.map((text, at) => (isOthers(at) ? null : text))
  await writeFile(file, JSON.stringify({ ...map, sourcesContent }))
}

function requireFiles({ dir, json, folder }: PublicPackage): void {
  const missing = listPublishedFiles(json).filter(file => !existsSync(join(dir, file)))
  if (missing.length === 0) return
  throw new PackageError('PACKAGE_FILE_MISSING', `${folder}: the build wrote no ${missing.join(', ')}`)
}
