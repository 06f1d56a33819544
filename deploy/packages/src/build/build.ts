import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PackageError } from '../packages/package-error.ts'
import { listPublishedFiles, type PublicPackage } from '../packages/public-packages.ts'
import { bundle } from './bundle.ts'
import { compile } from './compile.ts'

/** Makes the `dist` of each package anew. Throws PackageError. */
export async function buildPackages(packages: readonly PublicPackage[]): Promise<void> {
  for (const { dir } of packages) await rm(join(dir, 'dist'), { recursive: true, force: true })
  await compile(packages)
  for (const each of packages) if (each.form === 'bundle') await bundle(each, join(each.dir, 'dist'))
  for (const each of packages) requireFiles(each)
}

function requireFiles({ dir, json, folder }: PublicPackage): void {
  const missing = listPublishedFiles(json).filter(file => !existsSync(join(dir, file)))
  if (missing.length === 0) return
  throw new PackageError('PACKAGE_FILE_MISSING', `${folder}: the build wrote no ${missing.join(', ')}`)
}
