import { isBuiltin } from 'node:module'
import { isAbsolute, join } from 'node:path'
import { type OutputChunk, type Plugin, rolldown } from 'rolldown'
import { PackageError } from '../packages/package-error.ts'
import { packageOf } from '../packages/package-of.ts'
import {
  listPublishedFiles,
  type PackageJson,
  type PublicPackage,
  sourceOf,
} from '../packages/public-packages.ts'

export interface Bundled {
  /** Names of packages that the bundle imports when it runs, sorted. */
  imported: string[]
  /** Names of packages of other makers that are in it, sorted. In both lists, not what these alone import. */
  takenIn: string[]
}

/**
 * One program out of the package and what of this repository it uses. What `dependencies` and `peerDependencies` name is left
 * to be installed, what `devDependencies` name is taken in. Left out `outDir`, nothing is written.
 */
export async function bundle({ dir, json, folder }: PublicPackage, outDir?: string): Promise<Bundled> {
  const importers = { own: new Set<string>(), others: new Set<string>() }
  const isOurs = (name: string) => importers.own.has(name) || !importers.others.has(name)
  const build = await rolldown({
    input: entriesOf(dir, json),
    cwd: dir,
    platform: 'node',
    external: id => isInstalled(id, json),
    plugins: [noteImports(importers)],
    // Other warnings are of the style of other makers' code.
    onLog(_level, log) {
      if (log.code === 'UNRESOLVED_IMPORT')
        throw new PackageError('PACKAGE_BUNDLE', `${folder}: ${log.message}`)
    },
  })
  const options = {
    dir: outDir ?? join(dir, 'dist'),
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    sourcemap: true,
  } as const
  try {
    const { output } = outDir === undefined ? await build.generate(options) : await build.write(options)
    const chunks = output.filter(file => file.type === 'chunk')
    return { imported: listInstalled(chunks).filter(isOurs), takenIn: listTakenIn(chunks).filter(isOurs) }
  } finally {
    await build.close()
  }
}

function entriesOf(dir: string, json: PackageJson): Record<string, string> {
  const files = listPublishedFiles(json).filter(file => /^dist\/.*\.js$/.test(file))
  return Object.fromEntries(
    files.map(file => [file.replace(/^dist\/|\.js$/g, ''), join(dir, sourceOf(file))]),
  )
}

function isInstalled(id: string, { dependencies = {}, peerDependencies = {} }: PackageJson): boolean {
  const name = packageOf(id)
  return isBuiltin(id) || name in dependencies || name in peerDependencies
}

/** Notes which packages are imported by code of this repository, and which by that of other makers. */
function noteImports({ own, others }: { own: Set<string>; others: Set<string> }): Plugin {
  return {
    name: 'note-imports',
    resolveId(id, importer = '') {
      const importing = /[\\/]node_modules[\\/]/.test(importer) ? others : own
      importing.add(packageOf(id))
      return null
    },
  }
}

function listTakenIn(chunks: OutputChunk[]): string[] {
  const paths = chunks.flatMap(chunk =>
    chunk.moduleIds.map(id => id.split(/[\\/]node_modules[\\/]/).at(-1) ?? id),
  )
  const names = paths.filter(path => !isAbsolute(path) && !path.startsWith('\0')).map(packageOf)
  return [...new Set(names)].sort()
}

function listInstalled(chunks: OutputChunk[]): string[] {
  const files = new Set(chunks.map(chunk => chunk.fileName))
  const specifiers = chunks.flatMap(chunk => [
    ...chunk.imports,
    ...chunk.dynamicImports,
    // A file that is read, not run.
    ...[...chunk.code.matchAll(/createRequire\(import\.meta\.url\)\.resolve\(["'`]([^"'`]+)/g)].map(
      found => found[1] ?? '',
    ),
  ])
  const bare = specifiers.filter(id => !files.has(id) && !isBuiltin(id)).map(packageOf)
  return [...new Set(bare)].sort()
}
