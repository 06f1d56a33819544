import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { SharedManifest } from '@portico/micro-app/manifest'
import { buildLibrary } from './build-library.ts'
import { listLibraries } from './catalogue.ts'
import type { SharedLibrary } from './library.ts'

/** Builds every shared library into `dist/<name>/`, or `$PORTICO_DIST/<name>/`, each an artifact with its `portico.json`. */
process.env.NODE_ENV = 'production'
const root = join(import.meta.dirname, '..')
const dist = resolve(root, process.env.PORTICO_DIST || 'dist')
for (const library of listLibraries()) {
  const manifest = await buildArtifact(library)
  process.stdout.write(
    `${manifest.name}@${manifest.version}: ${Object.keys(manifest.integrity).length} files\n`,
  )
}

async function buildArtifact(library: SharedLibrary): Promise<SharedManifest> {
  const outDir = join(dist, library.name)
  const built = await buildLibrary(library, { root, outDir })
  const { name, requires } = library
  const manifest: SharedManifest = {
    schema: 1,
    name,
    version: versionOf(name),
    requires: { shared: requires },
    ...built,
  }
  await writeFile(join(outDir, 'portico.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** The library's own version; PORTICO_BUILD distinguishes our builds of one as semver build metadata, which ranges ignore. */
function versionOf(name: string): string {
  const path = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
  const build = process.env.PORTICO_BUILD
  return build ? `${version}+${build}` : version
}
